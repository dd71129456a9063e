package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.FieldHeaders;
import dev.gatehouse.netty.codec.Http2Request;
import dev.gatehouse.routing.request.RequestHead;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request as a codec read it: a view, which copies nothing. For handlers that ask
 * {@link dev.gatehouse.routing.Routes#decide} themselves; {@link RoutingHandler} does so for all others.
 *
 * @param request what the codec read, and read without failure
 * @param serverName as {@link RequestHead#serverName} says
 * @param channel where it arrived; null where that is not known
 */
public record NettyRequestHead(
        HttpRequest request,
        @Nullable String serverName,
        @Nullable Channel channel) implements RequestHead {
    /** One of which nobody needs to know where it arrived. */
    public NettyRequestHead(HttpRequest request, @Nullable String serverName) {
        this(request, serverName, null);
    }

    /**
     * The head of a request that arrived on this channel, with the server name of its {@link SslHandler} if there is
     * one. To be called when the handshake is over, as it is when the first request arrives.
     */
    public static NettyRequestHead of(HttpRequest request, Channel channel) {
        ClientTls tls = ClientTls.of(channel);
        return new NettyRequestHead(request, tls == null ? null : tls.serverName(), channel);
    }

    /** What the client speaks, such as {@code HTTP/2}. */
    static String protocol(HttpRequest request) {
        return request instanceof Http2Request http2
                ? http2.protocol()
                : request.protocolVersion().text();
    }

    @Override
    public @Nullable String authority() {
        return request instanceof Http2Request http2 ? http2.authority() : null;
    }

    @Override
    public boolean http2() {
        return request instanceof Http2Request;
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String target() {
        return request.uri();
    }

    @Override
    public boolean hostRequired() {
        return !request.protocolVersion().equals(HttpVersion.HTTP_1_0) && !(request instanceof Http2Request);
    }

    @Override
    public @Nullable String clientAddress() {
        ClientAddresses addresses = channel == null ? null : ClientAddresses.of(channel);
        return addresses == null ? null : addresses.client();
    }

    @Override
    public List<String> headerLines(String name) {
        return request.headers().getAll(name);
    }

    @Override
    public @Nullable String header(String name) {
        return request.headers() instanceof FieldHeaders lines ? lines.joined(name) : RequestHead.super.header(name);
    }
}
