package dev.gatehouse.netty;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/**
 * Waits where a server socket cannot take connections, as when the process has no file descriptor left: ten milliseconds, and twice as long each
 * time in a row, up to a second. What waits in the system's queue is taken as soon as it can be, and nothing is tried in vain meanwhile.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class AcceptPause extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = System.getLogger("dev.gatehouse.netty");
    private static final long FIRST_MILLIS = 10;
    private static final long LONGEST_MILLIS = 1000;

    private long millis = FIRST_MILLIS;
    private boolean told;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object connection) {
        millis = FIRST_MILLIS;
        ctx.fireChannelRead(connection);
    }

    /** Not passed on: Netty's own pause would be a whole second each time. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ChannelConfig config = ctx.channel().config();
        if (!config.isAutoRead()) {
            return;
        }
        config.setAutoRead(false);
        ctx.executor().schedule(() -> config.setAutoRead(true), millis, TimeUnit.MILLISECONDS);
        if (millis == LONGEST_MILLIS && !told) {
            told = true;
            LOG.log(
                    Level.WARNING,
                    "No connection can be taken on {0}, which is tried again each second: {1}",
                    ctx.channel().localAddress(),
                    cause);
        }
        millis = Math.min(2 * millis, LONGEST_MILLIS);
    }
}
