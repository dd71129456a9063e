package dev.gatehouse.routing.table;

import dev.gatehouse.routing.request.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several entries. A few are asked one after the other. Where there are many, those that ask for an exact value of one header are found by
 * the value that the request has, and merged by rank with those that do not ask for it.
 */
final class RankedEntries implements Ranking {
    /** Up to so many entries a walk costs no more than a look-up. */
    private static final int FEW = 8;

    private final RouteEntry[] entries;

    /** The places of {@link #entries}, in ascending order, that are left to be asked one after the other. */
    private final int[] others;

    /** Null where all are asked one after the other. */
    private final @Nullable String header;

    /** For each value of {@link #header} the places of the entries that ask for it. */
    private final Map<String, int[]> values;

    private RankedEntries(RouteEntry[] entries, int[] others, @Nullable String header, Map<String, int[]> values) {
        this.entries = entries;
        this.others = others;
        this.header = header;
        this.values = values;
    }

    static RankedEntries of(List<RouteEntry> sorted) {
        RouteEntry[] entries = sorted.toArray(new RouteEntry[0]);
        String header = sorted.size() <= FEW ? null : mostAsked(sorted);
        Map<String, List<Integer>> values = new HashMap<>();
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < entries.length; i++) {
            String value = header == null ? null : entries[i].exactHeader(header);
            (value == null ? others : values.computeIfAbsent(value, key -> new ArrayList<>())).add(i);
        }
        Map<String, int[]> places = new HashMap<>();
        values.forEach((value, list) -> places.put(value, ints(list)));
        return new RankedEntries(entries, ints(others), header, places);
    }

    /** The header for which the most entries ask an exact value; null where that are few. */
    private static @Nullable String mostAsked(List<RouteEntry> entries) {
        Map<String, Integer> counts = new HashMap<>();
        entries.forEach(entry -> entry.exactHeaders().forEach(name -> counts.merge(name, 1, Integer::sum)));
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > FEW)
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public @Nullable RouteEntry first(Request request) {
        String value = header == null ? null : request.header(header);
        int[] named = value == null ? null : values.get(value);
        int best = named == null ? entries.length : firstOf(named, entries.length, request);
        int other = firstOf(others, best, request);
        int found = Math.min(best, other);
        return found == entries.length ? null : entries[found];
    }

    /** The first of these places before {@code end} whose entry holds; {@code end} where none does. */
    private int firstOf(int[] places, int end, Request request) {
        for (int place : places) {
            if (place >= end) {
                return end;
            }
            if (entries[place].holds(request)) {
                return place;
            }
        }
        return end;
    }

    @Override
    public @Nullable RouteEntry certain() {
        return entries[0].certain();
    }

    @Override
    public List<RouteEntry> entries() {
        return List.of(entries);
    }
}
