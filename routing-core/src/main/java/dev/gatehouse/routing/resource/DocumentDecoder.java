package dev.gatehouse.routing.resource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decodes, defaults and validates documents one after the other; see {@link Resources#decode}. */
final class DocumentDecoder {
    private static final Set<String> IGNORED = Set.of("apiVersion", "kind", "status");
    private static final String LIST = "List";

    private final List<Resource> resources = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<ObjectRef, Source> seen = new HashMap<>();

    private final ValidationProfile profile;

    private DocumentDecoder(ValidationProfile profile) {
        this.profile = profile;
    }

    static Resources decode(Iterable<Document> documents, List<Problem> met, ValidationProfile profile) {
        DocumentDecoder decoder = new DocumentDecoder(profile);
        for (Document document : documents) {
            decoder.document(document);
        }
        return Resources.EMPTY.with(List.of(), met).with(decoder.resources, decoder.problems);
    }

    private void document(Document document) {
        ObjectProblems reports = new ObjectProblems(problems, document, FieldPath.ROOT);
        TypeMeta type = typeMeta(document.content(), null, reports);
        if (type == null) {
            return;
        }
        if (type.kind.endsWith(LIST)) {
            TypeMeta each = itemsOf(type);
            if (type.isPlainList() || each != null) {
                items(document, each, reports);
                return;
            }
        }
        object(document.content(), type, reports, ApiLimits.NODES_PER_OBJECT);
    }

    /** A {@code List}, or one of a single kind such as {@code IngressList}, whose items need not repeat the kind. */
    private void items(Document document, @Nullable TypeMeta each, ObjectProblems reports) {
        Object items = find(document.content(), "items");
        FieldPath place = FieldPath.ROOT.field("items");
        if (items == null) {
            return;
        }
        if (!(items instanceof List<?> list)) {
            reports.error("wrong-type", place, Found.instead(items, "expected: a list"));
            return;
        }
        int nodes = ApiLimits.NODES_PER_LIST;
        int i = 0;
        for (Object item : list) {
            FieldPath root = place.index(i++);
            ObjectProblems itemReports = new ObjectProblems(problems, document, root);
            if (!(item instanceof Map<?, ?> content)) {
                itemReports.error("wrong-type", root, Found.instead(item, "expected: an object"));
                nodes--;
            } else {
                TypeMeta type = typeMeta(content, each, itemReports);
                if (type != null && type.isPlainList()) {
                    itemReports.error(
                            "invalid-value", root.field("kind"), "found a List inside a List (expected: none)");
                } else if (type != null) {
                    nodes -= object(content, type, itemReports, nodes);
                }
                nodes--;
            }
            if (nodes <= 0) {
                reports.error("too-large", root, "found too many values in the List; what follows is left out");
                return;
            }
        }
    }

    /**
     * @param nodes how many values the object may have
     * @return how many it has; all it may have where it is refused for it
     */
    private int object(Map<?, ?> content, TypeMeta type, ObjectProblems reports, int nodes) {
        ResourceKind kind = ResourceKind.named(type.kind);
        ObjectRef ref = ref(content, type, kind);
        if (ref != null) {
            reports.concern(ref);
        }
        if (kind == null || !kind.serves(type.group, type.version)) {
            skip(type, kind, reports);
            return 1;
        }
        if (type.version.contains("alpha")) {
            reports.warning(
                    "old-api-version",
                    reports.root().field("apiVersion"),
                    Found.instead(type.apiVersion(), "expected: " + kind.apiVersion()) + "; it is read as that");
        }
        int used = Bounds.check(content, nodes, reports);
        if (used < 0) {
            return Math.min(nodes, ApiLimits.NODES_PER_OBJECT);
        }
        FieldReader reader = FieldReader.of(content, reports, profile);
        reader.ignore(IGNORED);
        Resource resource = kind.decode(reader, MetadataDecoder.decode(reader, kind));
        reader.reportUnknownFields();
        Source first = ref == null ? null : seen.putIfAbsent(ref, reports.source());
        if (first != null) {
            reports.error(
                    "duplicate-object",
                    reports.root(),
                    "found a second " + ref + " (expected: one); the first, of " + first + ", stays");
        }
        if (!reports.failed()) {
            resources.add(resource);
        }
        return used;
    }

    /** Says why the object is of no concern, or should be of a version that is served. */
    private static void skip(TypeMeta type, @Nullable ResourceKind kind, ObjectProblems reports) {
        FieldPath apiVersion = reports.root().field("apiVersion");
        if (kind != null && kind.belongsTo(type.group)) {
            String found = Found.instead(type.apiVersion(), "expected: " + kind.apiVersion() + " for " + kind);
            if (type.version.contains("alpha") || type.version.contains("beta")) {
                reports.error("old-api-version", apiVersion, found + renames(kind));
            } else {
                reports.warning("unknown-kind", apiVersion, found + "; the object is skipped");
            }
            return;
        }
        ResourceKind nearly = ResourceKind.nearly(type.group, type.kind);
        if (nearly != null) {
            reports.error("enum-case", reports.root().field("kind"), Found.instead(type.kind, "expected: " + nearly));
            return;
        }
        if (ResourceKind.isOfGateways(type.group)) {
            reports.warning(
                    "unknown-kind",
                    reports.root().field("kind"),
                    "is skipped: Gatehouse does not act on " + Found.quoted(type.kind) + " of "
                            + Found.quoted(type.apiVersion()));
            return;
        }
        reports.hint(
                "unknown-kind",
                reports.root(),
                "is skipped: Gatehouse does not read " + Found.quoted(type.kind) + " of "
                        + Found.quoted(type.apiVersion())
                        + (kind == null ? "" : "; the " + kind + " that it reads is of " + kind.apiVersion()));
    }

    private static String renames(ResourceKind kind) {
        return kind.isIngress()
                ? "; in v1 serviceName is service.name, servicePort is service.port.number or service.port.name,"
                        + " spec.backend is spec.defaultBackend, and pathType is required"
                : "";
    }

    private static @Nullable TypeMeta typeMeta(
            Map<?, ?> content, @Nullable TypeMeta inherited, ObjectProblems reports) {
        String apiVersion =
                typeField(content, "apiVersion", inherited == null ? null : inherited.apiVersion(), reports);
        String kind = typeField(content, "kind", inherited == null ? null : inherited.kind, reports);
        if (apiVersion == null || kind == null) {
            return null;
        }
        int slash = apiVersion.indexOf('/');
        return new TypeMeta(slash < 0 ? "" : apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
    }

    private static @Nullable String typeField(
            Map<?, ?> content, String field, @Nullable String inherited, ObjectProblems reports) {
        Object value = find(content, field);
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        if (value == null && inherited != null) {
            return inherited;
        }
        boolean absent = value == null || value instanceof String;
        reports.error(
                absent ? "required-field" : "wrong-type",
                reports.root().field(field),
                Found.instead(value, "expected: a string: a Kubernetes object names its " + field));
        return null;
    }

    /** The type of each item where the list is one of a kind that is read, else null. */
    private static @Nullable TypeMeta itemsOf(TypeMeta list) {
        String single = list.kind.substring(0, list.kind.length() - LIST.length());
        ResourceKind kind = ResourceKind.named(single);
        return kind != null && kind.belongsTo(list.group) ? new TypeMeta(list.group, list.version, single) : null;
    }

    private static @Nullable ObjectRef ref(Map<?, ?> content, TypeMeta type, @Nullable ResourceKind kind) {
        if (!(find(content, "metadata") instanceof Map<?, ?> metadata)
                || !(find(metadata, "name") instanceof String name)
                || !isShowable(name)
                || !isShowable(type.kind)) {
            return null;
        }
        boolean known = kind != null && kind.belongsTo(type.group);
        String namespace = find(metadata, "namespace") instanceof String text && isShowable(text) ? text : "";
        if (known && kind != null) {
            if (kind.clusterScoped()) {
                namespace = "";
            } else if (namespace.isEmpty()) {
                namespace = ResourceKind.DEFAULT_NAMESPACE;
            }
        }
        return new ObjectRef(known && kind != null ? kind.group() : type.group, type.kind, namespace, name);
    }

    /** Whether a problem can name an object so, wrong as the name may be. */
    private static boolean isShowable(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** As {@code Map.get}; but a sorted map with keys of another type throws, and nobody has looked at these yet. */
    private static @Nullable Object find(Map<?, ?> map, String key) {
        try {
            return map.get(key);
        } catch (ClassCastException e) {
            return null;
        }
    }

    /** {@code apiVersion} and {@code kind}. */
    private record TypeMeta(String group, String version, String kind) {
        String apiVersion() {
            return group.isEmpty() ? version : group + "/" + version;
        }

        boolean isPlainList() {
            return kind.equals(LIST) && group.isEmpty();
        }
    }
}
