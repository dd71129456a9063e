package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.GrpcMethod;
import dev.gatehouse.routing.request.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules for gRPC calls of one host pattern of one listener, in the order of {@code GRPCRouteRule.matches}: the longest service, the
 * longest method, the most headers, the oldest route, the first by name, the first rule. A pattern counts as long as it is written.
 *
 * <p>Entries that name a service lie under it; those that do not, and those with patterns, in a list of their own. A call asks both in
 * turn, always the one whose next entry wins over the other's.
 */
public final class CallRules implements Rules {
    private static final Comparator<RouteEntry> PRECEDENCE = Comparator.comparingInt(
                    (RouteEntry entry) -> -length(method(entry).service()))
            .thenComparingInt(entry -> -length(method(entry).method()))
            .thenComparingInt(entry -> -entry.match().headers().size())
            .thenComparing(Precedence.BY_ORIGIN);

    private static final Ranked[] NONE = {};

    private final List<RouteEntry> entries;
    private final TextMap<Ranked[]> services;
    private final Ranked[] others;

    private CallRules(List<RouteEntry> entries, TextMap<Ranked[]> services, Ranked[] others) {
        this.entries = entries;
        this.services = services;
        this.others = others;
    }

    /** An entry and its place in the order of all. */
    private record Ranked(int rank, RouteEntry entry) {}

    static CallRules of(List<RouteEntry> unsorted) {
        List<RouteEntry> entries = unsorted.stream().sorted(PRECEDENCE).toList();
        Map<String, List<Ranked>> services = new HashMap<>();
        List<Ranked> others = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Ranked ranked = new Ranked(i, entries.get(i));
            String service = method(entries.get(i)).service();
            if (service == null || method(entries.get(i)).pattern()) {
                others.add(ranked);
            } else {
                services.computeIfAbsent(service, key -> new ArrayList<>()).add(ranked);
            }
        }
        Map<String, Ranked[]> arrays = new HashMap<>();
        services.forEach((service, ranked) -> arrays.put(service, ranked.toArray(NONE)));
        return new CallRules(entries, TextMap.of(arrays), others.toArray(NONE));
    }

    /** Without the entries that listings name, and with others; null where none are left. Costs time in proportion to all of them. */
    @Nullable
    CallRules with(List<Listing> removed, List<RouteEntry> added) {
        List<RouteEntry> after = new ArrayList<>(entries);
        removed.forEach(listing -> after.removeIf(listing::names));
        after.addAll(added);
        return after.isEmpty() ? null : of(after);
    }

    /** The entry that takes the call; null where none does. */
    @Override
    public @Nullable RouteEntry match(Request request) {
        String path = request.path();
        if (!isCall(path)) {
            return null;
        }
        int slash = path.indexOf('/', 1);
        Ranked[] named = services.get(path, 1, slash);
        int i = 0;
        int j = 0;
        int count = named == null ? 0 : named.length;
        while (i < count || j < others.length) {
            boolean fromNamed =
                    named != null && i < count && (j == others.length || named[i].rank() < others[j].rank());
            RouteEntry entry = named != null && fromNamed ? named[i++].entry() : others[j++].entry();
            if (entry.holds(request)) {
                return entry;
            }
        }
        return null;
    }

    /** Whether a path can be that of a call: it has exactly two elements. */
    public static boolean isCall(String path) {
        int slash = path.indexOf('/', 1);
        return slash > 1 && slash < path.length() - 1 && path.indexOf('/', slash + 1) < 0;
    }

    /** Every entry that a call of this path could be taken by, whether it asks for its service and method or not, in the order of {@link #entries}. */
    public List<RouteEntry> candidates(String path) {
        return isCall(path) ? entries : List.of();
    }

    /** Every entry, in the order in which they are asked. */
    public List<RouteEntry> entries() {
        return entries;
    }

    private static GrpcMethod method(RouteEntry entry) {
        GrpcMethod method = entry.match().grpc();
        return method == null ? GrpcMethod.ANY : method;
    }

    private static int length(@Nullable String part) {
        return part == null ? 0 : part.length();
    }
}
