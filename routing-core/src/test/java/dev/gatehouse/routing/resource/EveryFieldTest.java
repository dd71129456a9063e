package dev.gatehouse.routing.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every kind is honoured, refused or reported. The fields are listed in {@code schemas/}, a file for each kind: after
 * {@code in} an object without a fault, then the fields that are set in it one at a time, each with its type and a value that is not the default.
 * What {@code others} act on, says a field's line.
 */
class EveryFieldTest {
    private static final List<String> KINDS = List.of(
            "GatewayClass",
            "Gateway",
            "ListenerSet",
            "HTTPRoute",
            "GRPCRoute",
            "TLSRoute",
            "TCPRoute",
            "UDPRoute",
            "ReferenceGrant",
            "BackendTLSPolicy",
            "Ingress",
            "IngressClass",
            "Service",
            "EndpointSlice",
            "Endpoints",
            "Secret",
            "ConfigMap",
            "Namespace");

    /** A field, in an object that has whatever must be there beside it. */
    private record Field(String object, String path, String type, String example, boolean ofOthers) {
        Map<String, Object> with(Object value) {
            Map<String, Object> document = Flow.object(object);
            set(document, path.split("\\.", -1), 0, value);
            return document;
        }

        /** What lies around the field is there, and the field is not. */
        Map<String, Object> without() {
            Map<String, Object> document = with("");
            Map<?, ?> object = document;
            String[] steps = path.split("\\.", -1);
            for (int i = 0; i < steps.length - 1; i++) {
                Object inner = object.get(steps[i].replace("[]", ""));
                object = (Map<?, ?>) (inner instanceof List<?> list ? list.get(0) : inner);
            }
            object.remove(steps[steps.length - 1].replace("[]", ""));
            return document;
        }

        FieldPath place() {
            FieldPath place = FieldPath.ROOT;
            for (String step : path.split("\\.", -1)) {
                place = place.field(step.replace("[]", ""));
                place = step.endsWith("[]") ? place.index(0) : place;
            }
            return place;
        }

        @Override
        public String toString() {
            return path + " = " + example + " in " + object;
        }
    }

    static Stream<Field> fields() {
        return KINDS.stream().flatMap(kind -> fieldsOf(kind).stream());
    }

    static Stream<Field> fieldsOfOurs() {
        return fields().filter(field -> !field.ofOthers());
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldIsHonouredRefusedOrReported(Field field) {
        Resources base = decode(Flow.object(field.object()));
        if (base.size() == 0) {
            assertTrue(
                    base.problems().stream()
                            .anyMatch(problem -> problem.name().equals("unsupported-field")
                                    && contains(problem.field(), field.place())),
                    () -> "without a fault, or refused as a whole: " + base.problems());
            return;
        }
        Resources found = decode(field.with(Flow.parse(field.example())));
        List<String> before = Decoding.lines(base.problems());
        List<Problem> caused = found.problems().stream()
                .filter(problem -> !before.containsAll(Decoding.lines(List.of(problem))))
                .toList();
        for (Problem problem : caused) {
            assertFalse(Set.of("unknown-field", "field-misplaced").contains(problem.name()), () -> "known: " + problem);
        }
        boolean refused = found.size() == 0;
        Resources around = decode(field.without());
        Resource unset = (around.size() == 0 ? base : around).all().get(0);
        boolean differs = !refused
                && !alike(found.all().get(0), base.all().get(0))
                && !alike(found.all().get(0), unset);
        if (field.ofOthers()) {
            assertFalse(differs, "not for others alone: the record tells of it");
            assertEquals(List.of(), caused);
        } else {
            assertTrue(
                    differs || caused.stream().anyMatch(problem -> isAbout(problem, field, refused)),
                    () -> field + " is honoured, refused or reported: " + caused);
        }
    }

    @ParameterizedTest
    @MethodSource("fieldsOfOurs")
    void anotherTypeIsRefused(Field field) {
        Object wrong = switch (field.type()) {
            case "string" -> 5;
            case "integer", "boolean", "map" -> "five";
            default -> throw new IllegalArgumentException(field.type());
        };
        if (field.path().equals("spec.ports[].targetPort")) {
            wrong = true;
        }
        String expected = "E wrong-type " + field.place();
        List<String> found = Decoding.lines(decode(field.with(wrong)).problems());
        assertTrue(found.contains(expected) || isOpaque(field), () -> found.toString());
    }

    /** Whatever it holds, it is reported as a whole. */
    private static boolean isOpaque(Field field) {
        return field.path().contains(".hints.");
    }

    /** In every object that has fields of its own, a field that it has not is told of. */
    @Test
    void anUnknownFieldIsReportedInEveryObject() {
        Set<Field> strangers = new LinkedHashSet<>();
        fieldsOfOurs().filter(field -> !isOpaque(field)).forEach(field -> {
            for (int dot = field.path().lastIndexOf('.');
                    dot > 0;
                    dot = field.path().lastIndexOf('.', dot - 1)) {
                String path = field.path().substring(0, dot) + ".xyzzy";
                strangers.add(new Field(field.object(), path, "integer", "1", false));
            }
        });
        assertTrue(strangers.size() > 100);
        for (Field stranger : strangers) {
            List<String> found = Decoding.lines(decode(stranger.with(1)).problems());
            assertTrue(found.contains("W unknown-field " + stranger.place()), () -> stranger + ": " + found);
        }
    }

    @Test
    void noFieldIsListedTwice() {
        for (String kind : KINDS) {
            List<String> paths = fieldsOf(kind).stream().map(Field::path).toList();
            assertEquals(paths.size(), Set.copyOf(paths).size(), kind);
        }
    }

    private static Resources decode(Map<String, Object> document) {
        return Resources.decode(List.of(Document.of(document)));
    }

    private static boolean alike(Resource one, Resource other) {
        if (one instanceof Secret a && other instanceof Secret b) {
            return a.metadata().equals(b.metadata())
                    && a.type().equals(b.type())
                    && plain(a.data()).equals(plain(b.data()));
        }
        if (one instanceof ConfigMap a && other instanceof ConfigMap b) {
            return a.metadata().equals(b.metadata())
                    && a.data().equals(b.data())
                    && plain(a.binaryData()).equals(plain(b.binaryData()));
        }
        return one.equals(other);
    }

    private static Map<String, String> plain(Map<String, byte[]> data) {
        Map<String, String> plain = new HashMap<>();
        data.forEach((key, value) -> plain.put(key, Arrays.toString(value)));
        return plain;
    }

    /** Whether the problem lies at the field, in it, or around it; or, where the resource is refused for it, beside it. */
    private static boolean isAbout(Problem problem, Field field, boolean refused) {
        FieldPath place = field.place();
        FieldPath nearby = refused && place.parent() != null ? place.parent() : place;
        return contains(nearby, problem.field()) || contains(problem.field(), place);
    }

    private static boolean contains(FieldPath outer, FieldPath inner) {
        for (FieldPath place = inner; place != null; place = place.parent()) {
            if (place.equals(outer)) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked")
    private static void set(Map<String, Object> object, String[] steps, int at, Object value) {
        String name = steps[at].replace("[]", "");
        boolean last = at == steps.length - 1;
        if (steps[at].endsWith("[]")) {
            List<Object> list = (List<Object>) object.computeIfAbsent(name, key -> new ArrayList<>());
            if (last) {
                list.clear();
                list.add(value);
            } else {
                if (list.isEmpty()) {
                    list.add(new LinkedHashMap<String, Object>());
                }
                set((Map<String, Object>) list.get(0), steps, at + 1, value);
            }
        } else if (last) {
            object.put(name, value);
        } else {
            set(
                    (Map<String, Object>) object.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>()),
                    steps,
                    at + 1,
                    value);
        }
    }

    private static List<Field> fieldsOf(String kind) {
        List<Field> fields = new ArrayList<>();
        String object = "";
        for (String line : text("/schemas/" + kind + ".fields").lines().toList()) {
            if (line.startsWith("in ")) {
                object = line.substring("in ".length());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] columns = line.split(" {2,}", -1);
                boolean others = columns.length > 3 && columns[3].startsWith("others: ");
                assertTrue(columns.length == 3 || others, line);
                fields.add(new Field(object, columns[0], columns[1], columns[2], others));
            }
        }
        assertFalse(fields.isEmpty(), kind);
        return fields;
    }

    private static String text(String resource) {
        try (InputStream in = EveryFieldTest.class.getResourceAsStream(resource)) {
            assertNotNull(in, resource);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
