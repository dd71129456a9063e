package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.observe.Correlation;
import dev.gatehouse.routing.observe.Correlation.RequestId;
import dev.gatehouse.routing.observe.Correlation.Trace;
import java.util.List;

/** Changes the fields by which a request is followed, as a {@link Correlation} says. */
final class Correlating {
    private static final String REQUEST_ID = "X-Request-Id";
    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";

    private Correlating() {}

    /** @param fields of a request; may be changed */
    static void edit(Correlation correlation, List<Field> fields) {
        if (correlation.requestId() != RequestId.PASS) {
            String id = correlation.requestId(values(fields, REQUEST_ID));
            if (id != null) {
                remove(fields, REQUEST_ID);
                fields.add(new Field(REQUEST_ID, id));
            }
        }
        List<String> received = values(fields, TRACEPARENT);
        if (correlation.trace() == Trace.KEEP && received.isEmpty()) {
            remove(fields, TRACESTATE);
            return;
        }
        String traceparent = correlation.traceparent(received);
        if (traceparent == null || !received.contains(traceparent)) {
            remove(fields, TRACEPARENT);
            remove(fields, TRACESTATE);
            if (traceparent != null) {
                fields.add(new Field(TRACEPARENT, traceparent));
            }
        }
    }

    private static List<String> values(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    private static void remove(List<Field> fields, String name) {
        fields.removeIf(field -> field.name().equalsIgnoreCase(name));
    }
}
