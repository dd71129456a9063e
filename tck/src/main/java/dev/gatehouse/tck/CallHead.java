package dev.gatehouse.tck;

import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.TlsOffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as routing sees it.
 *
 * @param host the Host header, or {@code :authority}
 */
record CallHead(HttpCall call, String host) implements RequestHead {
    @Override
    public String method() {
        return call.method();
    }

    @Override
    public String target() {
        return call.path();
    }

    @Override
    public @Nullable String authority() {
        return call.http2() ? host : null;
    }

    @Override
    public boolean hostRequired() {
        return !call.http2();
    }

    @Override
    public boolean http2() {
        return call.http2();
    }

    @Override
    public @Nullable String serverName() {
        TlsOffer tls = call.tls();
        return tls == null ? null : tls.serverName();
    }

    @Override
    public List<String> headerLines(String name) {
        return name.equals("host") && !call.http2() ? List.of(host) : HeaderLine.values(call.headers(), name);
    }
}
