package dev.gatehouse.routing.insight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every mistake that is known, by its name.
 *
 * <p>To add one: an entry in the list of its group ({@link ClassMistakes} and its siblings), a {@link Check} where neither decoding nor
 * attachment meets it, and a file of cases beside the tests of the program.
 */
public final class Catalogue {
    private static final Map<String, List<Mistake>> GROUPS = groups();
    private static final Map<String, Mistake> BY_NAME = byName();

    private Catalogue() {}

    /** Title of each group and what is in it, in the order in which a reader meets them. */
    public static Map<String, List<Mistake>> all() {
        return GROUPS;
    }

    /** The entry of this name; for a name that the catalogue does not have, one that knows nothing but the name. */
    public static Mistake of(String name) {
        Mistake known = BY_NAME.get(name);
        return known != null ? known : Mistake.error(name, name, "", "");
    }

    /** Whether there is an entry of this name. */
    public static boolean has(String name) {
        return BY_NAME.containsKey(name);
    }

    private static Map<String, List<Mistake>> groups() {
        Map<String, List<Mistake>> groups = new LinkedHashMap<>();
        groups.put("Classes and controllers", ClassMistakes.ALL);
        groups.put("Attachment", AttachmentMistakes.ALL);
        groups.put("Backends and references", BackendMistakes.ALL);
        groups.put("Matching", MatchMistakes.ALL);
        groups.put("Filters and timing", FilterMistakes.ALL);
        groups.put("TLS", TlsMistakes.ALL);
        groups.put("Documents", DocumentMistakes.ALL);
        groups.put("Files", FileMistakes.ALL);
        return Collections.unmodifiableMap(groups);
    }

    private static Map<String, Mistake> byName() {
        Map<String, Mistake> byName = new LinkedHashMap<>();
        List<String> twice = new ArrayList<>();
        for (List<Mistake> group : GROUPS.values()) {
            for (Mistake mistake : group) {
                if (byName.put(mistake.name(), mistake) != null) {
                    twice.add(mistake.name());
                }
            }
        }
        if (!twice.isEmpty()) {
            throw new IllegalStateException("twice in the catalogue: " + twice);
        }
        return byName;
    }
}
