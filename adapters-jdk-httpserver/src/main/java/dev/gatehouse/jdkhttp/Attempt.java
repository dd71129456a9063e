package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Failure;
import dev.gatehouse.routing.plan.UpstreamHeaders;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One try to get an answer from an endpoint. */
final class Attempt {
    private final UpstreamClients clients;
    private final Deadlines deadlines;
    private final Inbound inbound;
    private final Client from;
    private final @Nullable Tee tee;

    /** Set by the try that reads the client's body; later ones send what the tee has kept. */
    private @Nullable UploadBody upload;

    /** @param tee keeps the body; null where it is sent once */
    Attempt(UpstreamClients clients, Deadlines deadlines, Inbound inbound, Client from, @Nullable Tee tee) {
        this.clients = clients;
        this.deadlines = deadlines;
        this.inbound = inbound;
        this.from = from;
        this.tee = tee;
    }

    /** What came of it. */
    sealed interface Result {
        /** @param early whether the answer came before the whole request was read: the client's connection is then of no more use */
        record Answered(HttpResponse<InputStream> answer, boolean early) implements Result {}

        /**
         * No answer.
         *
         * @param connected whether the endpoint may have seen some of the request
         * @param reading whether a thread is now waiting for the client to send more
         */
        record Failed(Failure failure, boolean connected, boolean reading, Exception cause) implements Result {}
    }

    /** Whether the request can be sent once more: it has no body, or all of it was kept, or none of it was read yet. */
    boolean canRepeat() {
        return upload == null || !upload.hasBegun() || (tee != null && tee.whole() != null);
    }

    /** @throws CutAnswer where the front end is stopped meanwhile */
    Result run(Forward forward, RouteDeadlines times, long until) throws CutAnswer {
        Wait uploading = new Wait();
        UploadBody sending = null;
        BodyPublisher body = null;
        byte[] kept = tee == null ? null : tee.whole();
        if (inbound.hasBody() && kept == null) {
            sending = upload(uploading, patience(times));
            upload = sending;
            body = sending;
            deadlines.add(uploading);
        } else if (inbound.hasBody()) {
            body = BodyPublishers.ofByteArray(kept);
        }
        try {
            HttpResponse<InputStream> answer = send(forward, times, until, body, sending);
            boolean early = false;
            if (sending != null && !sending.hasEnded()) {
                early = true;
                sending.cancel();
            }
            return new Result.Answered(answer, early);
        } catch (IOException | InterruptedException | RuntimeException e) {
            return failed(e, sending);
        } finally {
            deadlines.remove(uploading);
        }
    }

    private UploadBody upload(Wait uploading, long patience) {
        return new UploadBody(
                inbound.body(),
                inbound.contentLength(),
                new ClientPace(uploading, inbound.limits()),
                clients.executor(),
                new SenderPatience(inbound.waiting(), Thread.currentThread(), patience),
                tee);
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
            Forward forward,
            RouteDeadlines times,
            long until,
            @Nullable BodyPublisher body,
            @Nullable UploadBody sending)
            throws IOException, InterruptedException {
        String method = inbound.exchange().getRequestMethod();
        List<Field> fields = UpstreamHeaders.of(inbound.fields(), from, forward.requestEdits());
        boolean empty = inbound.contentLength() == 0 && !isBodiless(method);
        UpstreamRequest request = UpstreamRequest.to(
                forward.backend(),
                forward.endpoint(),
                forward.protocol(),
                forward.target(),
                method,
                forward.host(),
                fields,
                body != null ? body : empty ? EmptyBody.EMPTY : null,
                until == Wait.NEVER ? null : Duration.ofNanos(Math.max(1, until - System.nanoTime())));
        long patience = patience(times);
        if (sending == null && patience != Wait.NEVER) {
            inbound.waiting().arm(System.nanoTime() + patience);
        }
        try {
            return clients.of(forward.backend()).send(request, BodyHandlers.ofInputStream());
        } finally {
            inbound.waiting().disarm();
        }
    }

    private static boolean isBodiless(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** The front end's own limit for an answer's head, where the route says nothing at all. */
    private long patience(RouteDeadlines times) {
        return times.own() ? inbound.limits().answer().toNanos() : Wait.NEVER;
    }

    private Result.Failed failed(Exception failure, @Nullable UploadBody sending) throws CutAnswer {
        boolean reading = false;
        if (sending != null) {
            sending.cancel();
            reading = sending.isReading();
            if (sending.failure() != null) {
                return new Result.Failed(Failure.MALFORMED, true, true, failure);
            }
        }
        boolean late =
                failure instanceof HttpTimeoutException || inbound.waiting().hasExpired();
        if (failure instanceof InterruptedException && !late) {
            Thread.currentThread().interrupt();
            throw new CutAnswer("stopped", failure);
        }
        boolean unconnected = failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException
                || failure.getCause() instanceof UnresolvedAddressException;
        return new Result.Failed(late ? Failure.TIMEOUT : Failure.UNREACHABLE, !unconnected, reading, failure);
    }
}
