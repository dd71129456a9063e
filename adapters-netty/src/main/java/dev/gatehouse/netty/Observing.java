package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.observe.ObservedExchange;
import dev.gatehouse.routing.observe.TryFault;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Forward;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Tells an observer of the exchanges of a channel. Stands between the codec and the {@link RoutingHandler}, and only where somebody
 * listens. Answers come in the order of the requests, so what is told of an exchange is told of the first that has not ended.
 */
// What becomes of a write is told by its promise.
@SuppressWarnings("FutureReturnValueIgnored")
final class Observing extends ChannelDuplexHandler {
    private final ExchangeObserver observer;
    private final Bind bind;
    private final Queue<ObservedExchange> underWay = new ArrayDeque<>();
    private @Nullable ObservedExchange last;
    private boolean interim;

    Observing(ExchangeObserver observer, Bind bind) {
        this.observer = observer;
        this.bind = bind;
    }

    void decided(Decision decision) {
        ObservedExchange exchange = underWay.peek();
        if (exchange != null) {
            exchange.decided(decision);
        }
    }

    void tried(Forward forward) {
        ObservedExchange exchange = underWay.peek();
        if (exchange != null) {
            exchange.tried(forward);
        }
    }

    void failed(Forward forward, TryFault fault) {
        ObservedExchange exchange = underWay.peek();
        if (exchange != null) {
            exchange.failed(forward, fault);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            last = ObservedExchange.begin(observer, bind, new Head(request, ClientAddresses.source(ctx.channel())));
            underWay.add(last);
        }
        if (message instanceof HttpContent content && last != null) {
            last.received(content.content().readableBytes());
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ObservedExchange exchange = underWay.peek();
        if (exchange == null) {
            ctx.write(message, promise);
            return;
        }
        if (message instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                    && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
            if (!interim) {
                exchange.answered(response.status().code());
            }
        }
        ChannelPromise told = promise;
        if (!interim && message instanceof ByteBufHolder content) {
            exchange.sent(content.content().readableBytes());
        }
        if (!interim && message instanceof LastHttpContent) {
            underWay.remove();
            told = promise.unvoid();
            told.addListener(written -> exchange.ended(written.isSuccess()));
        }
        ctx.write(message, told);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        abort();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        abort();
    }

    private void abort() {
        underWay.forEach(exchange -> exchange.ended(false));
        underWay.clear();
    }

    private record Head(HttpRequest request, String client) implements ObservedExchange.Head {
        @Override
        public String method() {
            return request.method().name();
        }

        @Override
        public String target() {
            return request.uri();
        }

        @Override
        public String protocol() {
            return NettyRequestHead.protocol(request);
        }

        @Override
        public @Nullable String field(String name) {
            return request.headers().get(name);
        }
    }
}
