package dev.gatehouse.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;

/** The end of a connection that was not meant to end here. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Resets {
    private Resets() {}

    /**
     * Closes a connection so that the peer cannot take it for an orderly end: with RST in place of FIN, and without the farewell of TLS; a
     * stream of HTTP/2 with RST_STREAM. What was not sent yet is lost.
     */
    static void reset(Channel channel) {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            // The peer was first.
        }
        // The first handler's own close goes past every handler, that of TLS among them.
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first == null) {
            channel.close();
        } else {
            first.close();
        }
    }
}
