package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.request.Normalized;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request that nothing takes has nearly met.
 *
 * @param entries those of all ports with the fewest differences, the nearest first; a few
 * @param others how many more there are
 * @param unserved what keeps routes for the request's host from being served, one for each; a few
 */
public record Nearby(List<Near> entries, int others, List<Problem> unserved) {
    /** Where nothing has to be near. */
    static final Nearby NONE = new Nearby(List.of(), 0, List.of());

    private static final int MOST = 3;

    public Nearby {
        entries = List.copyOf(entries);
        unserved = List.copyOf(unserved);
    }

    /**
     * What is near to a request. Costs time in proportion to the whole table.
     *
     * @param bind where it arrives; null where nothing listens
     */
    public static Nearby of(Routes routes, @Nullable Bind bind, RequestHead head) {
        return Normalized.of(head) instanceof Request request ? of(routes, bind, request) : NONE;
    }

    static Nearby of(Routes routes, @Nullable Bind bind, Request request) {
        Differences differences = new Differences(routes, bind, request);
        List<Near> all = new ArrayList<>();
        for (ListenerTable table : routes.table().listeners()) {
            Stream.concat(table.callEntries().stream(), table.entries().stream())
                    .map(entry -> new Near(table.listener(), entry, differences.of(table, entry)))
                    .forEach(all::add);
        }
        boolean tls = request.head().serverName() != null;
        all.sort(Comparator.comparingInt((Near near) -> near.differs().size())
                .thenComparing(near -> near.listener().tls() != tls)
                .thenComparing(Comparator.comparingInt(
                                (Near near) -> Closeness.ofHosts(near.entry().host(), request.host()))
                        .reversed())
                .thenComparing(Comparator.comparingInt((Near near) ->
                                Closeness.ofPaths(near.entry().match().path().value(), request.path()))
                        .reversed()));
        List<Near> nearest = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Near near : all) {
            RouteEntry entry = near.entry();
            boolean worthwhile = nearest.isEmpty()
                    || near.differs().size() <= nearest.get(0).differs().size() + 1;
            if (nearest.size() < MOST
                    && worthwhile
                    && told.add(entry.rule().origin() + " " + entry.match().index())) {
                nearest.add(near);
            }
        }
        return new Nearby(nearest, all.size() - nearest.size(), Unserved.of(routes, request.host(), MOST));
    }
}
