package dev.gatehouse.netty.codec;

/** Why a message that could be read is refused all the same: the cause in its {@link io.netty.handler.codec.DecoderResult}. */
public final class UnacceptableMessage extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int status;

    UnacceptableMessage(int status, String reason) {
        super(reason);
        this.status = status;
    }

    /** The status for the answer: 400, 414, 431 or 505. */
    public int status() {
        return status;
    }
}
