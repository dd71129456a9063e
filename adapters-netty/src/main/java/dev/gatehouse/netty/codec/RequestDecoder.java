package dev.gatehouse.netty.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.function.Consumer;

/**
 * Netty's reader of requests, which is strict by default, and what it lets pass: separators other than one space, versions that are not
 * spelt as RFC 9112 section 2.3 spells them, {@code Transfer-Encoding} beside {@code Content-Length} or in HTTP/1.0, codings other than
 * {@code chunked}, too many lines, long extensions of chunks.
 */
final class RequestDecoder extends HttpRequestDecoder {
    /** Method, two spaces and the version, beside the target. */
    private static final int AROUND_TARGET = 64;

    private final MessageLimits limits;
    private final Consumer<HttpRequest> accepted;
    private final ChunkLines chunks = new ChunkLines();
    private final SmallPieces pieces = new SmallPieces();
    private int expectedStart;
    private boolean refused;

    /** @param accepted gets each request that is handed on, in order */
    RequestDecoder(MessageLimits limits, Consumer<HttpRequest> accepted) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.target() + AROUND_TARGET)
                .setMaxHeaderSize(limits.head())
                .setMaxChunkSize(Http1.PIECE)
                .setHeadersFactory(FieldHeaders.FACTORY));
        this.limits = limits;
        this.accepted = accepted;
    }

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        expectedStart = 0;
        follows(start, length);
        return super.splitFirstWordInitialLine(line, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        separated(line, start);
        follows(start, length);
        if (length > limits.target()) {
            throw new UnacceptableMessage(414, "the target is too long");
        }
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        separated(line, start);
        follows(start, length);
        String version = super.splitThirdWordInitialLine(line, start, length);
        if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
            boolean known = version.length() == 8 && version.startsWith("HTTP/") && version.charAt(6) == '.';
            throw new UnacceptableMessage(known ? 505 : 400, "the version is neither HTTP/1.1 nor HTTP/1.0");
        }
        return version;
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        AsciiString known = KnownNames.find(line, start, length);
        return known != null ? known : super.splitHeaderName(line, start, length);
    }

    private void follows(int start, int length) {
        if (start != expectedStart || length == 0) {
            throw new UnacceptableMessage(
                    400, "the request line is not method, target and version, a space between each");
        }
        expectedStart = start + length + 1;
    }

    private static void separated(byte[] line, int start) {
        if (start == 0 || line[start - 1] != ' ') {
            throw new UnacceptableMessage(400, "something other than a space separates words of the request line");
        }
    }

    /** Never taken for the one or the other: a server in front may have chosen the other. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new UnacceptableMessage(400, "Content-Length and Transfer-Encoding contradict each other");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        int known = out.size();
        if (refused || !chunks.accepts(buffer)) {
            refuseChunk(buffer, out);
        } else {
            decodePart(ctx, buffer, out, known);
        }
        pieces.gather(ctx, out, known);
    }

    private void decodePart(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out, int known) throws Exception {
        super.decode(ctx, buffer, out);
        chunks.taken(buffer, out, known);
        for (int i = known; i < out.size(); i++) {
            if (out.get(i) instanceof HttpRequest request) {
                if (request.decoderResult().isSuccess()) {
                    Fields.refuseFaulty(request, limits.fields());
                    if (HttpUtil.isTransferEncodingChunked(request)) {
                        chunks.begin();
                    }
                }
                accepted.accept(request);
            } else if (out.get(i) instanceof LastHttpContent last
                    && last.trailingHeaders().size() > limits.fields()) {
                last.setDecoderResult(DecoderResult.failure(
                        new UnacceptableMessage(431, "there are more than " + limits.fields() + " trailers")));
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        pieces.passHeld(ctx);
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        pieces.passHeld(ctx);
        super.channelInactive(ctx);
    }

    private void refuseChunk(ByteBuf buffer, List<Object> out) {
        buffer.skipBytes(buffer.readableBytes());
        if (!refused) {
            refused = true;
            LastHttpContent end = new DefaultLastHttpContent();
            end.setDecoderResult(
                    DecoderResult.failure(new UnacceptableMessage(400, "a chunk has more than 1 kB of extensions")));
            out.add(end);
        }
    }
}
