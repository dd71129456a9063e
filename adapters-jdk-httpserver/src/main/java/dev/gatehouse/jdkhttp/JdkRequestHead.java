package dev.gatehouse.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.tls.context.ServerTls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A view of what the JDK's server read. Its {@code URI} keeps the text that it was made from, so the target is what the client sent. */
record JdkRequestHead(HttpExchange exchange) implements RequestHead {
    @Override
    public String method() {
        return exchange.getRequestMethod();
    }

    @Override
    public String target() {
        return exchange.getRequestURI().toString();
    }

    @Override
    public boolean hostRequired() {
        return !isHttp10();
    }

    @Override
    public @Nullable String serverName() {
        return exchange instanceof HttpsExchange secure ? ServerTls.serverName(secure.getSSLSession()) : null;
    }

    @Override
    public String clientAddress() {
        return exchange.getRemoteAddress().getAddress().getHostAddress();
    }

    @Override
    public List<String> headerLines(String name) {
        List<String> lines = exchange.getRequestHeaders().get(name);
        return lines == null ? List.of() : lines;
    }

    boolean isHttp10() {
        return exchange.getProtocol().equals("HTTP/1.0");
    }
}
