package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.Http2Request;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.AsciiString;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the client of a connection that its port speaks HTTP/3 too, as long as it does (RFC 7838). The port is told as the client named
 * it, for what stands in front may give it another number. An answer that has such a field already keeps it.
 */
// What becomes of a write is told by its promise.
@SuppressWarnings("FutureReturnValueIgnored")
final class AltSvc extends ChannelDuplexHandler {
    private static final AsciiString ALT_SVC = AsciiString.cached("alt-svc");
    private static final int HTTPS = 443;
    private static final int LAST_PORT = 65535;

    private final BooleanSupplier open;
    private int port;
    private @Nullable String value;

    /** @param open whether the port speaks HTTP/3 now */
    AltSvc(BooleanSupplier open) {
        this.open = open;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            int named = port(authority(request));
            if (named != port) {
                port = named;
                value = named == 0 ? null : "h3=\":" + named + "\"; ma=86400";
            }
        }
        ctx.fireChannelRead(message);
    }

    private static @Nullable String authority(HttpRequest request) {
        String authority = request instanceof Http2Request http2 ? http2.authority() : null;
        return authority != null ? authority : request.headers().get(HttpHeaderNames.HOST);
    }

    /** 443 where none is named, 0 where what is named is none. */
    static int port(@Nullable String authority) {
        int colon = authority == null ? -1 : authority.lastIndexOf(':');
        if (authority == null || colon <= authority.lastIndexOf(']')) {
            return HTTPS;
        }
        int port = 0;
        for (int i = colon + 1; i < authority.length(); i++) {
            char c = authority.charAt(i);
            if (c < '0' || c > '9' || port > LAST_PORT) {
                return 0;
            }
            port = 10 * port + c - '0';
        }
        return port > LAST_PORT ? 0 : port;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        String told = value;
        if (told != null
                && message instanceof HttpResponse response
                && response.status().codeClass() != HttpStatusClass.INFORMATIONAL
                && open.getAsBoolean()
                && !response.headers().contains(ALT_SVC)) {
            response.headers().set(ALT_SVC, told);
        }
        ctx.write(message, promise);
    }
}
