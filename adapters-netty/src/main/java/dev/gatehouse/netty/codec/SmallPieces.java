package dev.gatehouse.netty.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of content that are read together go on together where they are small: a chunk of a byte costs as much as one of 16 KiB where it has to
 * wait, and where it is handed on.
 */
final class SmallPieces {
    private static final int SMALL = 1024;

    private @Nullable HttpContent held;
    private boolean growing;

    /** Takes the small ones out of what was decoded, from {@code known} on, and puts what they make up before what is none. */
    void gather(ChannelHandlerContext ctx, List<Object> decoded, int known) {
        for (int i = known; i < decoded.size(); i++) {
            Object part = decoded.get(i);
            boolean small = part instanceof HttpContent content && isSmall(content);
            if (small) {
                decoded.remove(i--);
                hold(ctx, (HttpContent) part);
            }
            if (held != null && (!small || held.content().readableBytes() > Http1.PIECE - SMALL)) {
                decoded.add(small ? ++i : i++, held);
                held = null;
            }
        }
    }

    private static boolean isSmall(HttpContent content) {
        return !(content instanceof LastHttpContent)
                && !(content instanceof HttpMessage)
                && content.decoderResult().isSuccess()
                && content.content().readableBytes() < SMALL;
    }

    private void hold(ChannelHandlerContext ctx, HttpContent piece) {
        HttpContent all = held;
        if (all == null) {
            held = piece;
            growing = false;
            return;
        }
        if (!growing) {
            ByteBuf together = ctx.alloc().buffer(SMALL).writeBytes(all.content());
            all.release();
            all = new DefaultHttpContent(together);
            held = all;
            growing = true;
        }
        all.content().writeBytes(piece.content());
        piece.release();
    }

    /** Hands on what is held, when nothing more comes for now. */
    void passHeld(ChannelHandlerContext ctx) {
        HttpContent last = held;
        held = null;
        if (last != null) {
            ctx.fireChannelRead(last);
        }
    }
}
