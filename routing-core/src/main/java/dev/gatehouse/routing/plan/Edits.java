package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.HeaderEdits;
import java.util.ArrayList;
import java.util.List;

/** Lists of header edits. */
final class Edits {
    private Edits() {}

    /** With these at the end; the list itself where there are none. */
    static List<HeaderEdits> append(List<HeaderEdits> edits, List<HeaderEdits> last) {
        if (last.isEmpty()) {
            return edits;
        }
        List<HeaderEdits> all = new ArrayList<>(edits.size() + last.size());
        all.addAll(edits);
        all.addAll(last);
        return List.copyOf(all);
    }

    /** With one more at the end; the list itself where that changes nothing. */
    static List<HeaderEdits> append(List<HeaderEdits> edits, HeaderEdits last) {
        return last.equals(HeaderEdits.NONE) ? edits : append(edits, List.of(last));
    }
}
