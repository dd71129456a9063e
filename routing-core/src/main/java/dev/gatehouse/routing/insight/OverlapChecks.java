package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import dev.gatehouse.routing.regex.RegularExpression;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Matches that another always wins over: one that is asked before it and holds whenever it holds. Compared are entries of one host in the
 * order of the table, so this has no opinion of its own about precedence.
 */
final class OverlapChecks {
    /** Comparing patterns costs; a host with more of them is left alone. */
    private static final int MOST_PATTERNS = 100;

    private OverlapChecks() {}

    static void run(Scene scene, Report report) {
        for (ListenerTable table : scene.table().listeners()) {
            Map<Object, List<RouteEntry>> hosts = new HashMap<>();
            for (RouteEntry entry : table.entries()) {
                hosts.computeIfAbsent(entry.host(), host -> new ArrayList<>()).add(entry);
            }
            hosts.values().forEach(entries -> host(entries, scene, report));
        }
    }

    /** @param entries of one host, in the order in which they win */
    private static void host(List<RouteEntry> entries, Scene scene, Report report) {
        Map<String, List<RouteEntry>> literals = new HashMap<>();
        List<RouteEntry> patterns = new ArrayList<>();
        for (RouteEntry entry : entries) {
            PathMatch path = entry.match().path();
            if (path.kind() == PathMatch.Kind.DEFAULT || entry.match().grpc() != null) {
                continue;
            }
            List<RouteEntry> same = literals.computeIfAbsent(unslashed(path.value()), key -> new ArrayList<>());
            RouteEntry winner = first(same, entry);
            if (winner == null && patterns.size() <= MOST_PATTERNS) {
                winner = first(patterns, entry);
            }
            if (winner != null) {
                report(winner, entry, scene, report);
            }
            (path.kind() == PathMatch.Kind.REGULAR_EXPRESSION ? patterns : same).add(entry);
        }
    }

    private static @Nullable RouteEntry first(List<RouteEntry> before, RouteEntry entry) {
        for (RouteEntry candidate : before) {
            if (takesAll(candidate.match(), entry.match())) {
                return candidate;
            }
        }
        return null;
    }

    /** Whether every request of {@code loser} fits {@code winner} too. */
    private static boolean takesAll(RuleMatch winner, RuleMatch loser) {
        return (winner.method() == null || winner.method().equals(loser.method()))
                && winner.headers().stream().allMatch(header -> implied(header, loser.headers()))
                && winner.queryParams().stream().allMatch(parameter -> implied(parameter, loser.queryParams()))
                && takesPaths(winner.path(), loser.path());
    }

    private static boolean implied(ValueMatch condition, List<ValueMatch> given) {
        return given.contains(condition);
    }

    private static boolean takesPaths(PathMatch winner, PathMatch loser) {
        if (winner.kind() == PathMatch.Kind.REGULAR_EXPRESSION) {
            String paths = switch (loser.kind()) {
                case REGULAR_EXPRESSION -> loser.value();
                case EXACT -> "\\Q" + loser.value() + "\\E";
                default -> "\\Q" + unslashed(loser.value()) + "\\E(/.*)?";
            };
            return RegularExpression.parse(winner.value()) instanceof RegularExpression mine
                    && RegularExpression.parse(paths) instanceof RegularExpression theirs
                    && mine.covers(theirs);
        }
        if (winner.kind() == PathMatch.Kind.EXACT) {
            return loser.kind() == PathMatch.Kind.EXACT && winner.value().equals(loser.value());
        }
        return loser.kind() != PathMatch.Kind.REGULAR_EXPRESSION
                && unslashed(winner.value()).equals(unslashed(loser.value()));
    }

    private static void report(RouteEntry winner, RouteEntry loser, Scene scene, Report report) {
        Origin origin = loser.rule().origin();
        Resource owner = scene.find(origin.route());
        boolean sameRule = winner.rule().origin().equals(origin);
        if (owner == null || (sameRule && winner.match().equals(loser.match()))) {
            return;
        }
        boolean equal = takesAll(loser.match(), winner.match());
        boolean foreign = !winner.rule()
                .origin()
                .route()
                .namespace()
                .equals(origin.route().namespace());
        String name = !equal ? "unreachable-match" : foreign ? "route-hijack" : "duplicate-match";
        report.add(
                name,
                owner,
                scene.place(origin, loser.match()),
                "found " + loser.host() + " " + loser.match() + ", which "
                        + winner.rule().origin() + " takes (" + winner.match() + ")");
    }

    private static String unslashed(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
