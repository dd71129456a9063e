package dev.gatehouse.netty.upstream;

import dev.gatehouse.netty.upstream.UpstreamFailure.Kind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** The last handler of a connection of HTTP/1.1 or of a stream of HTTP/2 to an endpoint: hands on to who waits for the answer. */
@SuppressWarnings("FutureReturnValueIgnored")
abstract class UpstreamHandler extends ChannelInboundHandlerAdapter implements Upstream {
    /** The name of the handler that speaks HTTP. */
    static final String CODEC = "http";

    private final Channel channel;
    private @Nullable Answering answering;
    private boolean refused;
    private String ending = "the endpoint closed the connection";

    UpstreamHandler(Channel channel) {
        this.channel = channel;
    }

    void begin(Answering answering) {
        this.answering = answering;
    }

    boolean isBusy() {
        return answering != null;
    }

    /** Whether the connection had served others before. */
    abstract boolean isReused();

    /** What came was not asked for. */
    abstract void unasked();

    void end() {
        answering = null;
    }

    Channel channel() {
        return channel;
    }

    @Override
    public void write(HttpObject part) {
        channel.write(part, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void read() {
        channel.read();
    }

    @Override
    public void cancel() {
        end();
        channel.close();
    }

    @Override
    public Channel handOver(ChannelHandler successor) {
        end();
        channel.pipeline().addLast(successor);
        channel.pipeline().remove(this);
        channel.pipeline().remove(CODEC);
        return channel;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Answering to = answering;
        if (to == null) {
            ReferenceCountUtil.release(message);
            unasked();
        } else if (message instanceof HttpResponse response) {
            received(response);
            to.head(response);
        } else if (message instanceof HttpContent content) {
            to.content(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    /** A head came, interim or final. */
    void received(HttpResponse response) {}

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (answering != null) {
            answering.readComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (answering != null && ctx.channel().isWritable()) {
            answering.writable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame reset) {
            refused = reset.errorCode() == Http2Error.REFUSED_STREAM.code();
            ending = "the endpoint reset the stream with error " + reset.errorCode();
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Answering to = answering;
        if (to != null) {
            boolean reused = isReused();
            end();
            to.failed(new UpstreamFailure(refused ? Kind.REFUSED : Kind.RESET, reused, ending));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ending = String.valueOf(cause);
        ctx.close();
    }
}
