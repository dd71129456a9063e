package dev.gatehouse.netty.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Queue;

/** Netty's reader of answers, as strict as that of requests: a backend is trusted no more than a client. */
final class ResponseDecoder extends HttpResponseDecoder {
    private static final int STATUS_LINE = 8 * 1024;

    private final MessageLimits limits;
    private final Queue<HttpMethod> unanswered;
    private final SmallPieces pieces = new SmallPieces();
    private boolean answerOpen;

    /** @param unanswered the methods of the requests that were sent, in order */
    ResponseDecoder(MessageLimits limits, Queue<HttpMethod> unanswered) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(STATUS_LINE)
                .setMaxHeaderSize(limits.head())
                .setMaxChunkSize(Http1.PIECE)
                .setHeadersFactory(FieldHeaders.FACTORY));
        this.limits = limits;
        this.unanswered = unanswered;
    }

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        String version = super.splitFirstWordInitialLine(line, start, length);
        if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
            throw new UnacceptableMessage(505, "the version is neither HTTP/1.1 nor HTTP/1.0");
        }
        return version;
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        String status = super.splitSecondWordInitialLine(line, start, length);
        if (!Fields.isStatus(status)) {
            throw new UnacceptableMessage(400, "the status is not a number of three digits");
        }
        return status;
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        if (start + length >= line.length || line[start + length] != ':') {
            throw new UnacceptableMessage(400, "something stands between a header name and its colon");
        }
        AsciiString known = KnownNames.find(line, start, length);
        return known != null ? known : super.splitHeaderName(line, start, length);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new UnacceptableMessage(400, "Content-Length and Transfer-Encoding contradict each other");
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        HttpResponse response = (HttpResponse) message;
        if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            return true;
        }
        answerOpen = true;
        boolean head = HttpMethod.HEAD.equals(unanswered.poll());
        return head || super.isContentAlwaysEmpty(message);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        if (!answerOpen && unanswered.isEmpty()) {
            // Nobody asked for these, be they a whole answer or the beginning of one: the next request must not get
            // them.
            buffer.skipBytes(buffer.readableBytes());
            ctx.close();
            return;
        }
        int known = out.size();
        super.decode(ctx, buffer, out);
        for (int i = known; i < out.size(); i++) {
            answerOpen &= !(out.get(i) instanceof LastHttpContent);
            if (out.get(i) instanceof HttpResponse response
                    && response.decoderResult().isSuccess()) {
                Fields.refuseFaulty(response, limits.fields());
            } else if (out.get(i) instanceof LastHttpContent last
                    && last.trailingHeaders().size() > limits.fields()) {
                last.setDecoderResult(DecoderResult.failure(
                        new UnacceptableMessage(400, "there are more than " + limits.fields() + " trailers")));
            }
        }
        pieces.gather(ctx, out, known);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        pieces.passHeld(ctx);
        super.channelReadComplete(ctx);
    }

    /** Where an answer ends with its connection, what is held comes before its end. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        pieces.passHeld(ctx);
        super.channelInactive(ctx);
    }
}
