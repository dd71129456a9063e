package dev.gatehouse.netty;

import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.tls.context.ServerTls;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request as Netty's HTTP/1 codec read it: a view, which copies nothing. For handlers that ask
 * {@link dev.gatehouse.routing.Routes#decide} themselves; {@link RoutingHandler} does so for all others.
 *
 * @param request what the codec read, and read without failure
 * @param serverName as {@link RequestHead#serverName} says
 */
public record NettyRequestHead(
        HttpRequest request, @Nullable String serverName) implements RequestHead {
    /**
     * The head of a request that arrived on this channel, with the server name of its {@link SslHandler} if there is
     * one. To be called when the handshake is over, as it is when the first request arrives.
     */
    public static NettyRequestHead of(HttpRequest request, Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return new NettyRequestHead(
                request, tls == null ? null : ServerTls.serverName(tls.engine().getSession()));
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
        return !request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    @Override
    public List<String> headerLines(String name) {
        return request.headers().getAll(name);
    }
}
