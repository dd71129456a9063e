package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.ExternalAuth;
import dev.gatehouse.routing.attach.ExternalAuth.Protocol;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import java.util.ArrayList;
import java.util.List;

/** Which header fields go to a service that is asked, and which come back ({@code HTTPExternalAuthFilter}). */
final class AuthFields {
    private AuthFields() {}

    /**
     * {@code Authorization}, and what the filter names; for gRPC all where it names none. Of what a backend would get: so what the filter
     * names of {@code X-Forwarded-*} is the front end's own word and not the client's.
     */
    static List<Field> forService(ExternalAuth filter, List<Field> received, Client client) {
        boolean all =
                filter.protocol() == Protocol.GRPC && filter.allowedHeaders().isEmpty();
        List<Field> fields = UpstreamHeaders.of(received, client, List.of());
        fields.removeIf(field -> {
            String name = HeaderNames.lower(field.name());
            return !all
                    && !name.equals("authorization")
                    && !filter.allowedHeaders().contains(name);
        });
        return fields;
    }

    /** What the filter names of the service's answer; all of it where it names none. They stand instead of what the client sent. */
    static List<HeaderEdits> forBackend(ExternalAuth filter, List<Field> answer) {
        List<String> remove = new ArrayList<>();
        List<Field> add = new ArrayList<>();
        List<String> allowed = filter.allowedResponseHeaders();
        for (Field field : answer) {
            String name = HeaderNames.lower(field.name());
            boolean taken = allowed.isEmpty() ? !speaksOfItsAnswer(name) : allowed.contains(name);
            if (taken && !HeaderNames.isBeyondEdits(name)) {
                if (!remove.contains(name)) {
                    remove.add(name);
                }
                add.add(field);
            }
        }
        return add.isEmpty()
                ? List.of()
                : List.of(new HeaderEdits(List.of(), List.of(), remove), new HeaderEdits(List.of(), add, List.of()));
    }

    /** What describes the answer's own content would, beside the request's body, be a lie. */
    private static boolean speaksOfItsAnswer(String name) {
        return name.startsWith("content-") || name.equals("date") || name.equals("server");
    }
}
