package dev.gatehouse.netty.upstream;

import dev.gatehouse.netty.upstream.UpstreamFailure.Kind;
import dev.gatehouse.routing.plan.ServiceHandler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A request that code in this process answers, on a thread of its own that may block; the rest of the exchange stays on its event loop. What
 * either side sends ahead of the other is bounded by {@link #ROOM} bytes and a piece.
 */
final class HandlerCall implements Upstream {
    /** Bytes that wait in each direction. */
    static final int ROOM = 64 * 1024;

    private static final Logger LOG = System.getLogger("dev.gatehouse.netty");

    private final EventLoop loop;
    private final ServiceHandler handler;
    private final HandlerThreads threads;
    private final RequestPipe request = new RequestPipe(this::tellRoom);
    private final AnswerPipe answer = new AnswerPipe(this::tellParts);
    private @Nullable Answering answering;
    private boolean wanted = true;
    private boolean handing;
    private volatile boolean cancelled;

    HandlerCall(EventLoop loop, ServiceHandler handler, HandlerThreads threads, Answering answering) {
        this.loop = loop;
        this.handler = handler;
        this.threads = threads;
        this.answering = answering;
    }

    // On the loop.

    @Override
    public void write(HttpObject part) {
        if (part instanceof HttpRequest head) {
            begin(head);
        }
        if (part instanceof HttpContent content) {
            request.add(content.content());
        }
        if (part instanceof LastHttpContent) {
            request.end();
        }
        ReferenceCountUtil.release(part);
    }

    private void begin(HttpRequest head) {
        HandlerExchange exchange = new HandlerExchange(head, request, answer);
        if (!threads.run(() -> run(exchange))) {
            tellFailed(new UpstreamFailure(Kind.OVERFLOW, false, "too many calls of code in this process"));
        }
    }

    @Override
    public void flush() {}

    @Override
    public boolean isWritable() {
        return request.hasRoom();
    }

    @Override
    public void read() {
        wanted = true;
        hand();
    }

    /** Hands on what there is, if it was asked for. */
    private void hand() {
        if (handing) {
            return;
        }
        handing = true;
        try {
            while (wanted && answering != null && handParts()) {
                Answering to = answering;
                if (to != null) {
                    to.readComplete();
                }
            }
        } finally {
            handing = false;
        }
    }

    private boolean handParts() {
        boolean any = false;
        for (Answering to = answering; to != null; to = answering) {
            HttpObject part = answer.poll();
            if (part == null) {
                break;
            }
            wanted = false;
            any = true;
            if (part instanceof HttpResponse head) {
                to.head(head);
            } else {
                to.content((HttpContent) part);
            }
        }
        return any;
    }

    @Override
    public void release() {
        answering = null;
    }

    @Override
    public void cancel() {
        cancelled = true;
        answering = null;
        request.cut("the client is gone, or its request was given up");
        answer.cut("the client is gone, or its request was given up");
    }

    @Override
    public Channel handOver(ChannelHandler successor) {
        throw new IllegalStateException("code in this process opens no tunnel");
    }

    private void failed(UpstreamFailure failure) {
        hand();
        Answering to = answering;
        if (to != null) {
            cancel();
            to.failed(failure);
        }
    }

    // On the handler's thread.

    private void run(HandlerExchange exchange) {
        try {
            handler.handle(exchange);
            if (!exchange.isAnswered()) {
                throw new IllegalStateException("the handler did not answer");
            }
            answer.close();
        } catch (IOException | RuntimeException e) {
            LOG.log(cancelled ? Level.DEBUG : Level.WARNING, "a handler in this process failed", e);
            tellFailed(new UpstreamFailure(Kind.INTERNAL, false, String.valueOf(e)));
        } catch (Error e) {
            tellFailed(new UpstreamFailure(Kind.INTERNAL, false, String.valueOf(e)));
            throw e;
        }
    }

    private void tellRoom() {
        tell(() -> {
            if (answering != null) {
                answering.writable();
            }
        });
    }

    private void tellParts() {
        tell(this::hand);
    }

    private void tellFailed(UpstreamFailure failure) {
        tell(() -> failed(failure));
    }

    private void tell(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The loop ended, and with it the client's connection.
            request.cut("the front end has stopped");
            answer.cut("the front end has stopped");
        }
    }
}
