package dev.gatehouse.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How what came differs from what was expected. What the front end cannot show, having no connections, is neither a difference nor a match: it is
 * {@link #unseen}. For one outcome and one thread.
 */
final class Differences {
    private final List<String> expected = new ArrayList<>();
    private final List<String> actual = new ArrayList<>();
    private final Set<String> unseen = new TreeSet<>();

    boolean none() {
        return expected.isEmpty();
    }

    String expected() {
        return String.join("; ", expected);
    }

    String actual() {
        return String.join("; ", actual);
    }

    /** What was asked for and could not be judged. */
    Set<String> unseen() {
        return unseen;
    }

    void add(String wanted, String came) {
        expected.add(wanted);
        actual.add(came);
    }

    void notSeen(String what) {
        unseen.add(what);
    }

    /** A difference where something is wanted and something else came. */
    void equal(String what, @Nullable String wanted, @Nullable String came) {
        if (wanted != null && !wanted.equals(came)) {
            add(what + " " + wanted, came == null ? "none" : came);
        }
    }

    /** The pod that answered: its name begins with {@code backend}. */
    void pod(@Nullable String backend, @Nullable String namespace, String podNamespace, String pod) {
        if (backend != null && !pod.startsWith(backend)) {
            add("backend " + backend, "backend " + pod);
        }
        equal("namespace", namespace, podNamespace);
    }

    /** What headers say: lines of one name are joined with a comma, then compared whole. */
    void headers(
            String where,
            Map<String, ExpectedValue> wanted,
            List<String> absent,
            Function<String, List<String>> lines,
            boolean ignoreSpaces) {
        wanted.forEach((name, value) -> {
            List<String> values = lines.apply(name);
            String came = String.join(",", values);
            if (values.isEmpty() || !value.fits(came, ignoreSpaces)) {
                add(where + name + ": " + value, values.isEmpty() ? "no " + name : name + ": " + came);
            }
        });
        for (String name : absent) {
            List<String> values = lines.apply(name);
            if (!values.isEmpty()) {
                add(where + "no " + name, name + ": " + String.join(",", values));
            }
        }
    }
}
