package dev.gatehouse.netty.codec;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
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
}
