package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.observe.TryFault;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.DownstreamHeaders;
import dev.gatehouse.routing.plan.Failure;
import dev.gatehouse.routing.plan.LoadBalancer.Outcome;
import dev.gatehouse.routing.plan.ServiceExchange;
import dev.gatehouse.routing.plan.ServiceHandler;
import dev.gatehouse.routing.plan.UpstreamHeaders;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that code in this process answers. The same header rules hold as for a backend behind a socket. */
final class InProcessExchange implements ServiceExchange {
    private static final Logger LOG = System.getLogger("dev.gatehouse.jdkhttp");

    private final Forward forward;
    private final Inbound inbound;
    private final Map<String, List<String>> headers;
    private final InputStream body;
    private @Nullable OutputStream answer;
    private int status = 500;

    private InProcessExchange(Forward forward, Inbound inbound, Client from, @Nullable Tee tee) {
        this.forward = forward;
        this.inbound = inbound;
        this.headers = headers(
                UpstreamHeaders.of(inbound.fields(), from, forward.requestEdits()),
                forward.host(),
                inbound.contentLength());
        this.body = new PacedInput(inbound, tee);
    }

    /** @param tee keeps the body as the handler reads it; null where nobody needs a copy */
    static void serve(ServiceHandler handler, Forward forward, Inbound inbound, Client from, @Nullable Tee tee)
            throws IOException {
        InProcessExchange exchange = new InProcessExchange(forward, inbound, from, tee);
        forward.began();
        inbound.tried(forward);
        Outcome outcome = Outcome.ERROR;
        try {
            exchange.run(handler);
            outcome = AnswerCopy.outcome(exchange.status);
        } finally {
            forward.ended(outcome);
        }
    }

    private void run(ServiceHandler handler) throws IOException {
        try {
            handler.handle(this);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, forward.origin() + ": the handler of " + forward.backend() + " failed", e);
            inbound.failed(forward, TryFault.INTERNAL);
            if (answer != null) {
                throw new CutAnswer("the handler failed after it had begun to answer", e);
            }
            Answers.fault(inbound, forward.failed(Failure.INTERNAL), false);
            return;
        }
        if (answer == null) {
            LOG.log(Level.WARNING, "{0}: the handler of {1} did not answer", forward.origin(), forward.backend());
            inbound.failed(forward, TryFault.INTERNAL);
            Answers.fault(inbound, forward.failed(Failure.INTERNAL), false);
        } else {
            answer.close();
        }
    }

    /** @param length of the body; −1 where it is not known or there is none */
    static Map<String, List<String>> headers(List<Field> fields, String host, long length) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Field field : fields) {
            add(headers, field.name(), field.value());
        }
        if (!host.isEmpty()) {
            add(headers, "host", host);
        }
        if (length >= 0) {
            add(headers, "content-length", Long.toString(length));
        }
        return headers;
    }

    private static void add(Map<String, List<String>> headers, String name, String value) {
        headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>(1))
                .add(value);
    }

    @Override
    public String method() {
        return inbound.exchange().getRequestMethod();
    }

    @Override
    public String target() {
        return forward.target();
    }

    @Override
    public String host() {
        return forward.host();
    }

    @Override
    public Map<String, List<String>> headers() {
        return headers;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public OutputStream respond(int status, Map<String, List<String>> headers, long length) throws IOException {
        if (answer != null) {
            throw new IllegalStateException("a second answer");
        }
        if (status < 200 || status > 999 || length < Outbound.UNKNOWN) {
            throw new IllegalArgumentException("status " + status + ", length " + length);
        }
        List<Field> fields = DownstreamHeaders.of(Inbound.fields(headers), forward.responseEdits());
        boolean unread = inbound.hasBody() && !inbound.isSmall();
        OutputStream out = OutputStream.nullOutputStream();
        answer = out;
        this.status = status;
        if (Outbound.begin(inbound, status, fields, length, unread)) {
            out = new PacedOutput(inbound);
            answer = out;
        }
        return out;
    }

    private static final class PacedInput extends FilterInputStream {
        private final ClientPace pace;
        private final @Nullable Tee tee;

        PacedInput(Inbound inbound, @Nullable Tee tee) {
            super(inbound.body());
            this.tee = tee;
            pace = new ClientPace(inbound.waiting(), inbound.limits());
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = pace.read(in, buffer, offset, length, Wait.NEVER);
            if (tee != null && count > 0) {
                tee.add(buffer, offset, count);
            } else if (tee != null && count < 0) {
                tee.complete();
            }
            return count;
        }

        /** The rest is read, up to the server's bound, when the answer is complete. */
        @Override
        public void close() {}
    }

    private static final class PacedOutput extends OutputStream {
        private final OutputStream out;
        private final ClientPace pace;

        PacedOutput(Inbound inbound) {
            out = Outbound.body(inbound);
            pace = new ClientPace(inbound.waiting(), inbound.limits());
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            pace.write(out, buffer, offset, length, Wait.NEVER);
        }

        @Override
        public void flush() throws IOException {
            pace.flush(out, Wait.NEVER);
        }

        @Override
        public void close() throws IOException {
            pace.close(out, Wait.NEVER);
        }
    }
}
