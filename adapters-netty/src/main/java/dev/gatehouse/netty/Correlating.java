package dev.gatehouse.netty;

import dev.gatehouse.routing.observe.Correlation;
import dev.gatehouse.routing.observe.Correlation.RequestId;
import dev.gatehouse.routing.observe.Correlation.Trace;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;

/** Changes the fields by which a request is followed, as a {@link Correlation} says. */
final class Correlating {
    private static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");
    private static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
    private static final AsciiString TRACESTATE = AsciiString.cached("tracestate");

    private Correlating() {}

    /** Makes nothing where nothing is to be changed. */
    static void edit(Correlation correlation, HttpHeaders headers) {
        if (correlation.requestId() != RequestId.PASS) {
            String id = correlation.requestId(headers.getAll(REQUEST_ID));
            if (id != null) {
                headers.set(REQUEST_ID, id);
            }
        }
        if (correlation.trace() == Trace.CREATE || headers.contains(TRACEPARENT) || headers.contains(TRACESTATE)) {
            List<String> received = headers.getAll(TRACEPARENT);
            String traceparent = correlation.traceparent(received);
            if (traceparent == null) {
                headers.remove(TRACEPARENT);
                headers.remove(TRACESTATE);
            } else if (!received.contains(traceparent)) {
                headers.set(TRACEPARENT, traceparent);
                headers.remove(TRACESTATE);
            }
        }
    }
}
