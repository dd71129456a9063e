package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.DownstreamHeaders;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.MessageFields;
import dev.gatehouse.routing.plan.UpstreamHeaders;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Sends requests to endpoints by TCP and brings their answers back, with bounded memory in both directions. */
final class Forwarder implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.gatehouse.jdkhttp");
    private static final int PIECE = 16 * 1024;

    private final ExecutorService executor = Threads.forUpstream();
    private final HttpClient client;
    private final Deadlines deadlines;

    Forwarder(FrontEndLimits limits, Deadlines deadlines) {
        this.deadlines = deadlines;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(limits.connect())
                .executor(executor)
                .build();
    }

    void forward(Forward forward, Endpoint.Address endpoint, Inbound inbound, Client from) throws IOException {
        Wait uploading = new Wait();
        UploadBody upload = inbound.hasBody() ? upload(forward, inbound, uploading) : null;
        if (upload != null) {
            deadlines.add(uploading);
        }
        try {
            HttpResponse<InputStream> answer;
            try {
                answer = send(forward, endpoint, inbound, from, upload);
            } catch (IOException | InterruptedException | RuntimeException e) {
                fail(e, forward, endpoint, inbound, upload);
                return;
            }
            boolean early = false;
            if (upload != null && !upload.hasEnded()) {
                early = true;
                upload.cancel();
            }
            bringBack(answer, early, forward, endpoint, inbound);
        } finally {
            deadlines.remove(uploading);
        }
    }

    private UploadBody upload(Forward forward, Inbound inbound, Wait uploading) {
        long patience = answerPatience(forward, inbound.limits());
        return new UploadBody(
                inbound.exchange().getRequestBody(),
                inbound.contentLength(),
                new ClientPace(uploading, inbound.limits()),
                executor,
                new SenderPatience(inbound.waiting(), Thread.currentThread(), patience));
    }

    /** Gives the backend its time to take the request and then to answer: while the client is waited for, none of it passes. */
    private record SenderPatience(Wait waiting, Thread sender, long patience) implements UploadBody.Backpressure {
        @Override
        public void begins() {
            if (patience != Wait.NEVER) {
                waiting.arm(sender, System.nanoTime() + patience);
            }
        }

        @Override
        public void ends() {
            waiting.pause();
        }

        @Override
        public void sent() {
            begins();
        }
    }

    private HttpResponse<InputStream> send(
            Forward forward, Endpoint.Address endpoint, Inbound inbound, Client from, @Nullable UploadBody upload)
            throws IOException, InterruptedException {
        String method = inbound.exchange().getRequestMethod();
        List<Field> fields = UpstreamHeaders.of(inbound.fields(), from, forward.requestEdits());
        UpstreamRequest request = new UpstreamRequest(
                URI.create("http://" + endpoint + forward.target()),
                method,
                forward.host(),
                fields,
                upload != null ? upload : inbound.contentLength() == 0 && !isBodiless(method) ? EmptyBody.EMPTY : null,
                timeout(forward));
        long patience = answerPatience(forward, inbound.limits());
        if (upload == null && patience != Wait.NEVER) {
            inbound.waiting().arm(System.nanoTime() + patience);
        }
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } finally {
            inbound.waiting().disarm();
        }
    }

    private static boolean isBodiless(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** What the route allows for the exchange or for one attempt, which are one here; null where it sets nothing. */
    private static @Nullable Duration timeout(Forward forward) {
        Duration whole = positive(forward.requestTimeout());
        Duration attempt = positive(forward.backendRequestTimeout());
        return whole == null ? attempt : attempt == null || whole.compareTo(attempt) < 0 ? whole : attempt;
    }

    private static @Nullable Duration positive(@Nullable Duration duration) {
        return duration == null || duration.isZero() ? null : duration;
    }

    /** The front end's own limit for an answer's head, where the route says nothing at all. */
    private static long answerPatience(Forward forward, FrontEndLimits limits) {
        return forward.requestTimeout() == null && forward.backendRequestTimeout() == null
                ? limits.answer().toNanos()
                : Wait.NEVER;
    }

    private static void fail(
            Exception failure, Forward forward, Endpoint.Address endpoint, Inbound inbound, @Nullable UploadBody upload)
            throws IOException {
        if (upload != null) {
            upload.cancel();
            if (upload.failure() != null) {
                Answers.fault(inbound, 400, true);
                return;
            }
        }
        boolean late =
                failure instanceof HttpTimeoutException || inbound.waiting().hasExpired();
        if (failure instanceof InterruptedException && !late) {
            Thread.currentThread().interrupt();
            throw new CutAnswer("stopped", failure);
        }
        int status = late ? 504 : 502;
        LOG.log(Level.INFO, "{0} to {1}: {2}: {3}", forward.origin(), endpoint, status, failure);
        Answers.fault(inbound, status, upload != null && upload.isReading());
    }

    /** @param early whether the answer came before the whole request was read: the client's connection is then of no more use */
    private static void bringBack(
            HttpResponse<InputStream> answer,
            boolean early,
            Forward forward,
            Endpoint.Address endpoint,
            Inbound inbound)
            throws IOException {
        try (InputStream in = answer.body()) {
            List<Field> received = Inbound.fields(answer.headers().map());
            String fault = answer.statusCode() < 200 ? "it is not a final answer" : MessageFields.fault(received);
            if (fault != null) {
                LOG.log(Level.INFO, "{0} to {1}: 502: {2}", forward.origin(), endpoint, fault);
                Answers.fault(inbound, 502, false);
                return;
            }
            long length = MessageFields.contentLength(received);
            List<Field> fields = DownstreamHeaders.of(received, forward.responseEdits());
            if (Outbound.begin(inbound, answer.statusCode(), fields, length, early)) {
                copy(in, length, forward, endpoint, inbound);
            }
        }
    }

    private static void copy(InputStream in, long length, Forward forward, Endpoint.Address endpoint, Inbound inbound)
            throws IOException {
        Duration timeout = timeout(forward);
        long until = timeout == null ? Wait.NEVER : inbound.start() + timeout.toNanos();
        long idle = inbound.limits().answerIdle().toNanos();
        ClientPace pace = new ClientPace(inbound.waiting(), inbound.limits());
        OutputStream out = Outbound.body(inbound);
        byte[] piece = new byte[length < 0 ? PIECE : (int) Math.min(PIECE, length)];
        long copied = 0;
        for (; ; ) {
            int count;
            try {
                count = read(in, piece, inbound.waiting(), idle, until);
                if (count < 0 && length >= 0 && copied < length) {
                    throw new IOException("the answer ended after " + copied + " of " + length + " bytes");
                }
            } catch (IOException e) {
                LOG.log(Level.INFO, "{0} to {1}: cut after {2} bytes: {3}", forward.origin(), endpoint, copied, e);
                throw new CutAnswer("the answer ended early", e);
            }
            if (count < 0) {
                break;
            }
            pace.write(out, piece, 0, count, until);
            copied += count;
            if (copied != length && in.available() == 0) {
                pace.flush(out, until);
            }
        }
        pace.close(out, until);
    }

    private static int read(InputStream in, byte[] piece, Wait wait, long idle, long until) throws IOException {
        long own = System.nanoTime() + idle;
        wait.arm(in, until != Wait.NEVER && until - own < 0 ? until : own);
        int count;
        try {
            count = in.read(piece, 0, piece.length);
        } finally {
            wait.disarm();
        }
        if (wait.hasExpired()) {
            throw new IOException("it took too long");
        }
        return count;
    }

    /** Ends what is under way, and its threads; on JDK 17 to 20 the client's own thread ends when the client is collected. */
    @Override
    public void close() {
        try {
            MethodHandles.publicLookup()
                    .findVirtual(HttpClient.class, "shutdownNow", MethodType.methodType(void.class))
                    .invoke(client);
        } catch (NoSuchMethodException e) {
            LOG.log(Level.TRACE, "this JVM cannot stop a client", e);
        } catch (Throwable e) {
            LOG.log(Level.WARNING, "stopping the client failed", e);
        }
        executor.shutdownNow();
    }
}
