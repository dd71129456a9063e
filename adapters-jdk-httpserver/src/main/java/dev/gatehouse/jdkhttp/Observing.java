package dev.gatehouse.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.observe.ObservedExchange;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells an observer of exchanges, and counts what passes in them. */
final class Observing {
    private Observing() {}

    /**
     * Begins to tell of an exchange.
     *
     * @param fields of the request, as they go on
     */
    static ObservedExchange begin(ExchangeObserver observer, Bind bind, HttpExchange exchange, List<Field> fields) {
        ObservedExchange observed = ObservedExchange.begin(observer, bind, new Head(exchange, fields));
        exchange.setStreams(
                new CountingInput(exchange.getRequestBody(), observed),
                new CountingOutput(exchange.getResponseBody(), observed));
        return observed;
    }

    /** @param whole whether the answer was written to its end, or there was none to write */
    static void end(ObservedExchange observed, HttpExchange exchange, boolean whole) {
        int status = exchange.getResponseCode();
        if (status > 0) {
            observed.answered(status);
        }
        observed.ended(whole && status > 0);
    }

    private record Head(HttpExchange exchange, List<Field> fields) implements ObservedExchange.Head {
        @Override
        public String method() {
            return exchange.getRequestMethod();
        }

        @Override
        public String target() {
            return exchange.getRequestURI().toString();
        }

        @Override
        public String protocol() {
            return exchange.getProtocol();
        }

        @Override
        public String client() {
            return exchange.getRemoteAddress().getAddress().getHostAddress();
        }

        @Override
        public @Nullable String field(String name) {
            for (Field field : fields) {
                if (field.name().equalsIgnoreCase(name)) {
                    return field.value();
                }
            }
            return null;
        }
    }

    private static final class CountingInput extends FilterInputStream {
        private final ObservedExchange observed;

        CountingInput(InputStream in, ObservedExchange observed) {
            super(in);
            this.observed = observed;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            if (read >= 0) {
                observed.received(1);
            }
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count > 0) {
                observed.received(count);
            }
            return count;
        }
    }

    private static final class CountingOutput extends FilterOutputStream {
        private final ObservedExchange observed;

        CountingOutput(OutputStream out, ObservedExchange observed) {
            super(out);
            this.observed = observed;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            observed.sent(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            observed.sent(length);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
