package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts addresses in the place of what stands for them in manifests. */
final class Placeholders {
    private static final String USABLE = "PLACEHOLDER_USABLE_ADDRS";
    private static final String UNUSABLE = "PLACEHOLDER_UNUSABLE_ADDRS";

    private Placeholders() {}

    /** The document; an address that is not known leaves what stands for it. */
    static Document replaced(Document document, @Nullable String usable, @Nullable String unusable) {
        String kind = String.valueOf(document.content().get("kind"));
        if (!kind.equals("Gateway")) {
            return document;
        }
        Object replaced =
                value(document.content(), usable == null ? USABLE : usable, unusable == null ? UNUSABLE : unusable);
        return new Document(Cluster.object(replaced, kind), document.source(), document.positions());
    }

    private static @Nullable Object value(@Nullable Object value, String usable, String unusable) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> replaced = new LinkedHashMap<>();
            map.forEach((key, field) -> replaced.put(String.valueOf(key), value(field, usable, unusable)));
            return replaced;
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> replaced = new ArrayList<>();
            list.forEach(item -> replaced.add(value(item, usable, unusable)));
            return replaced;
        }
        return value instanceof String text ? text.replace(USABLE, usable).replace(UNUSABLE, unusable) : value;
    }
}
