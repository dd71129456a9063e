package dev.gatehouse.netty.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.List;
import java.util.Queue;

/** Netty's writer of answers, which knows from the requests whose answers have no content. */
final class ResponseEncoder extends HttpResponseEncoder {
    private final Queue<HttpMethod> unanswered;

    /** @param unanswered the methods of the requests to be answered, in order */
    ResponseEncoder(Queue<HttpMethod> unanswered) {
        this.unanswered = unanswered;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
        if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            return super.isContentAlwaysEmpty(response);
        }
        boolean head = HttpMethod.HEAD.equals(unanswered.poll());
        return head || super.isContentAlwaysEmpty(response);
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, Object message, List<Object> out) throws Exception {
        super.encode(ctx, message, out);
        Heads.join(ctx, out);
    }

    @Override
    protected void encodeHeaders(HttpHeaders headers, ByteBuf buffer) {
        if (headers instanceof FieldHeaders fields) {
            Heads.write(fields, buffer);
        } else {
            super.encodeHeaders(headers, buffer);
        }
    }
}
