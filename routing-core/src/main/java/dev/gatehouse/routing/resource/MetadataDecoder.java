package dev.gatehouse.routing.resource;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code metadata}. */
final class MetadataDecoder {
    /** What an API server or a tool writes beside what routing asks for. */
    private static final Set<String> IGNORED = Set.of(
            "generateName",
            "selfLink",
            "uid",
            "resourceVersion",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "ownerReferences",
            "finalizers",
            "managedFields",
            "clusterName");

    private static final String USUAL = "0000-00-00T00:00:00Z";
    private static final TextRule TIMESTAMP =
            new TextRule("a time such as 2024-05-01T12:00:00Z (RFC 3339)", text -> parse(text) != null);

    /** An empty namespace is none. */
    private static final TextRule NAMESPACE =
            new TextRule(Names.NAMESPACE.expected(), text -> text.isEmpty() || Names.isLabel(text));

    /** Unlike a label's, an annotation's key may have capitals in its domain. */
    private static final TextRule ANNOTATION_KEY = new TextRule(
            Names.QUALIFIED_NAME.expected(),
            text -> Names.isQualifiedName(text) || Names.isQualifiedName(text.toLowerCase(Locale.ROOT)));

    private MetadataDecoder() {}

    static Metadata decode(FieldReader object, ResourceKind kind) {
        FieldReader fields = object.requiredObject("metadata");
        if (fields == null) {
            return Metadata.of("", "");
        }
        fields.ignore(IGNORED);
        String name = fields.requiredText("name", kind.nameRule());
        String namespace = namespace(fields, kind);
        long generation = fields.longInteger("generation", 0, Long.MAX_VALUE, 0);
        String created = fields.text("creationTimestamp", TIMESTAMP);
        Map<String, String> labels = fields.textMap("labels", Names.QUALIFIED_NAME, Names.LABEL_VALUE);
        Map<String, String> annotations = fields.textMap("annotations", ANNOTATION_KEY, TextRule.ANY);
        if (kind.controllersReadAnnotations()) {
            Annotations.check(annotations, fields);
        }
        return new Metadata(
                namespace,
                name,
                generation,
                created == null ? null : parse(created),
                labels,
                annotations,
                object.problems().source(),
                !kind.clusterScoped() && !fields.has("namespace"));
    }

    private static String namespace(FieldReader fields, ResourceKind kind) {
        if (kind.clusterScoped()) {
            fields.value("namespace");
            return "";
        }
        String namespace = fields.text("namespace", NAMESPACE);
        return namespace == null || namespace.isEmpty() ? ResourceKind.DEFAULT_NAMESPACE : namespace;
    }

    /** A time as servers write it, {@code 2024-05-01T12:00:00Z}, without the cost of a general parser; null for any other. */
    private static @Nullable Instant usual(String text) {
        if (text.length() != USUAL.length()) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char pattern = USUAL.charAt(i);
            if (pattern == '0' ? c < '0' || c > '9' : c != pattern) {
                return null;
            }
        }
        int year = 100 * number(text, 0) + number(text, 2);
        int month = number(text, 5);
        int day = number(text, 8);
        int hour = number(text, 11);
        int minute = number(text, 14);
        int second = number(text, 17);
        boolean exists = month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth()
                && hour < 24
                && minute < 60
                && second < 60;
        return exists ? LocalDateTime.of(year, month, day, hour, minute, second).toInstant(ZoneOffset.UTC) : null;
    }

    private static int number(String text, int at) {
        return 10 * (text.charAt(at) - '0') + text.charAt(at + 1) - '0';
    }

    private static @Nullable Instant parse(String text) {
        // The parser of the JDK also takes years of more than four digits.
        if (text.length() < 20 || text.charAt(4) != '-' || text.charAt(0) < '0' || text.charAt(0) > '9') {
            return null;
        }
        Instant usual = usual(text);
        if (usual != null) {
            return usual;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
