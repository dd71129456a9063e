package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.List;

/**
 * An entry that would take a request if it were a little different.
 *
 * @param listener where it is served
 * @param entry the entry
 * @param differs all that would have to differ, each with the value met; never empty
 */
public record Near(AttachedListener listener, RouteEntry entry, List<String> differs) {
    public Near {
        differs = List.copyOf(differs);
    }
}
