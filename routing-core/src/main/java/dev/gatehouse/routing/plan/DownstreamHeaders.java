package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import java.util.List;
import java.util.Set;

/**
 * The header fields that a client gets of a backend's answer, the same from every adapter: without what speaks of the backend's
 * connection ({@code Connection} and what it names, {@code Keep-Alive}, {@code Trailer}, {@code Upgrade}, {@code Proxy-Authenticate}), then with
 * the route's changes.
 *
 * <p>{@code Content-Length} and {@code Transfer-Encoding} are never in the result: they are written by whoever frames the message.
 * Fields keep their order and the case of their names.
 */
public final class DownstreamHeaders {
    private DownstreamHeaders() {}

    /**
     * The fields for the client.
     *
     * @param received all that the backend sent; see {@link MessageFields#fault}
     * @param edits the route's changes, in order
     * @return a new list, which may be changed
     */
    public static List<Field> of(List<Field> received, List<HeaderEdits> edits) {
        Set<String> named = FieldLines.namedByConnection(received);
        List<Field> fields = FieldLines.sized(received);
        for (int i = 0; i < received.size(); i++) {
            Field field = received.get(i);
            if (named.isEmpty() && HeaderNames.isOrdinary(field.name())) {
                fields.add(field);
                continue;
            }
            String name = HeaderNames.lower(field.name());
            if (!HeaderNames.isHopByHop(name) && !named.contains(name)) {
                fields.add(field);
            }
        }
        FieldLines.edit(fields, edits);
        return fields;
    }
}
