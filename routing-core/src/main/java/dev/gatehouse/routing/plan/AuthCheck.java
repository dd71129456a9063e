package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Decision.Authorize;
import dev.gatehouse.routing.plan.Decision.Respond;
import dev.gatehouse.routing.plan.ProtobufReader.Malformed;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of {@code envoy.service.auth.v3.Authorization/Check}: what is asked of the request's attributes, and of the answer what allows,
 * refuses and edits. Numbers are those of the fields in Envoy's {@code external_auth.proto} and {@code attribute_context.proto}.
 */
final class AuthCheck {
    private static final int LEAST_STATUS = 200;
    private static final int LARGEST_STATUS = 599;

    private AuthCheck() {}

    /** {@code CheckRequest}. */
    static byte[] request(
            Authorize question, String method, String protocol, List<Field> received, Client client, byte[] body) {
        ProtobufWriter http = new ProtobufWriter().text(2, method);
        headers(question.fields(received, client))
                .forEach((name, value) ->
                        http.message(3, new ProtobufWriter().text(1, name).text(2, value)));
        http.text(4, question.target())
                .text(5, question.host())
                .text(6, client.scheme())
                .number(9, MessageFields.contentLength(received))
                .text(10, protocol);
        if (body.length > 0) {
            http.bytes(12, body);
        }
        ProtobufWriter source = new ProtobufWriter()
                .message(1, new ProtobufWriter().message(1, new ProtobufWriter().text(2, client.address())));
        ProtobufWriter attributes =
                new ProtobufWriter().message(1, source).message(4, new ProtobufWriter().message(2, http));
        return new ProtobufWriter().message(1, attributes).toBytes();
    }

    private static Map<String, String> headers(List<Field> fields) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Field field : fields) {
            headers.merge(HeaderNames.lower(field.name()), field.value(), (one, other) -> one + "," + other);
        }
        return headers;
    }

    /** What becomes of the request by this {@code CheckResponse}: what cannot be read allows nothing. */
    static Decision answer(Authorize question, byte[] message) {
        try {
            return read(question, new ProtobufReader(message));
        } catch (Malformed e) {
            return question.failed(Failure.REFUSED);
        }
    }

    private static Decision read(Authorize question, ProtobufReader response) throws Malformed {
        long code = 0;
        Respond denied = null;
        List<HeaderEdits> toBackend = List.of();
        List<HeaderEdits> toClient = List.of();
        boolean status = false;
        boolean ok = false;
        for (int field = response.next(); field != 0; field = response.next()) {
            if (field == 1) {
                status = true;
                code = code(response.message());
            } else if (field == 2) {
                denied = denied(question, response.message());
            } else if (field == 3) {
                ok = true;
                Allowed edits = new Allowed();
                edits.read(response.message());
                toBackend = edits.toBackend();
                toClient = edits.toClient();
            }
        }
        if (denied != null) {
            return denied;
        } else if (code != 0 || !(status || ok)) {
            return question.refused(403, List.of());
        }
        return question.then() instanceof Decision.Forward forward
                ? forward.with(toBackend, toClient)
                : question.then();
    }

    private static long code(ProtobufReader status) throws Malformed {
        long code = 0;
        for (int field = status.next(); field != 0; field = status.next()) {
            if (field == 1) {
                code = status.number();
            }
        }
        return code;
    }

    /** {@code DeniedHttpResponse}. */
    private static Respond denied(Authorize question, ProtobufReader denied) throws Malformed {
        int status = 403;
        List<Field> fields = new ArrayList<>();
        String body = "";
        for (int field = denied.next(); field != 0; field = denied.next()) {
            if (field == 1) {
                status = (int) code(denied.message());
            } else if (field == 2) {
                Header header = Header.read(denied.message());
                if (header != null) {
                    fields.add(header.field());
                }
            } else if (field == 3) {
                body = denied.text();
            }
        }
        boolean known = status >= LEAST_STATUS && status <= LARGEST_STATUS;
        Respond refused = question.refused(known ? status : 403, fields);
        return refused.body() != null || body.isEmpty()
                ? refused
                : new Respond(
                        refused.origin(), refused.status(), refused.fields(), body, refused.reason(), refused.close());
    }

    /** {@code HeaderValueOption}; fields that belong to the adapter are none. */
    private record Header(Field field, boolean append) {
        static @Nullable Header read(ProtobufReader option) throws Malformed {
            String name = "";
            String value = "";
            boolean append = false;
            for (int field = option.next(); field != 0; field = option.next()) {
                if (field == 1) {
                    ProtobufReader header = option.message();
                    for (int part = header.next(); part != 0; part = header.next()) {
                        if (part == 1) {
                            name = header.text();
                        } else if (part == 2 || part == 3) {
                            value = header.text();
                        }
                    }
                } else if (field == 2) {
                    append = code(option.message()) != 0;
                }
            }
            Field field = new Field(name, value);
            boolean valid =
                    MessageFields.fault(List.of(field)) == null && !HeaderNames.isBeyondEdits(HeaderNames.lower(name));
            return valid ? new Header(field, append) : null;
        }
    }

    /** {@code OkHttpResponse}. */
    private static final class Allowed {
        private final List<Field> set = new ArrayList<>();
        private final List<Field> add = new ArrayList<>();
        private final List<String> remove = new ArrayList<>();
        private final List<Field> answer = new ArrayList<>();

        void read(ProtobufReader ok) throws Malformed {
            for (int field = ok.next(); field != 0; field = ok.next()) {
                if (field == 2) {
                    Header header = Header.read(ok.message());
                    if (header != null) {
                        (header.append() ? add : set).add(header.field());
                    }
                } else if (field == 5) {
                    remove.add(ok.text());
                } else if (field == 6) {
                    Header header = Header.read(ok.message());
                    if (header != null) {
                        answer.add(header.field());
                    }
                }
            }
        }

        /** In steps of their own: a name may be in several. */
        List<HeaderEdits> toBackend() {
            List<HeaderEdits> edits = new ArrayList<>();
            if (!remove.isEmpty()) {
                edits.add(new HeaderEdits(List.of(), List.of(), remove));
            }
            if (!set.isEmpty()) {
                edits.add(new HeaderEdits(set, List.of(), List.of()));
            }
            if (!add.isEmpty()) {
                edits.add(new HeaderEdits(List.of(), add, List.of()));
            }
            return edits;
        }

        List<HeaderEdits> toClient() {
            return answer.isEmpty() ? List.of() : List.of(new HeaderEdits(List.of(), answer, List.of()));
        }
    }
}
