package dev.gatehouse.jmh;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleAction;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Source;
import dev.gatehouse.routing.table.RouteTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table by which matchers are measured: so many hosts, each with so many paths (70 % prefixes, 30 % exact, one to five elements deep),
 * and requests for them. Hosts are drawn with a Zipf distribution; nine of ten requests hit, and half of those that hit a prefix go
 * one element deeper. Always the same for the same size.
 */
final class Yardstick {
    static final Bind BIND = new Bind(Bind.INGRESS, 80);
    private static final int REQUESTS = 1 << 14;

    private final Map<String, List<PathMatch>> hosts = new LinkedHashMap<>();
    private final int pathsForEachHost;

    Yardstick(int hostCount, int pathsForEachHost) {
        Random random = new Random(42);
        this.pathsForEachHost = pathsForEachHost;
        for (int h = 0; h < hostCount; h++) {
            Set<String> paths = new LinkedHashSet<>();
            while (paths.size() < pathsForEachHost) {
                paths.add(path(random, 1 + random.nextInt(5)));
            }
            hosts.put(
                    host(h),
                    paths.stream()
                            .map(path -> new PathMatch(
                                    random.nextInt(10) < 7 ? PathMatch.Kind.PREFIX : PathMatch.Kind.EXACT, path))
                            .toList());
        }
    }

    /** Such as {@code 50x20}. */
    static Yardstick of(String size) {
        int x = size.indexOf('x');
        return new Yardstick(Integer.parseInt(size.substring(0, x)), Integer.parseInt(size.substring(x + 1)));
    }

    /** The paths of each host. */
    Map<String, List<PathMatch>> hosts() {
        return hosts;
    }

    /** A rule for each path. */
    List<RoutingRule> rules() {
        List<RoutingRule> rules = new ArrayList<>();
        hosts.forEach((host, paths) -> {
            HostPattern pattern = new HostPattern(HostPattern.Kind.EXACT, host);
            paths.forEach(path -> rules.add(rule(rules.size(), pattern, RuleMatch.of(0, path))));
        });
        return rules;
    }

    RouteTable table() {
        return table(rules());
    }

    static RouteTable table(List<RoutingRule> rules) {
        return RouteTable.compile(new Attachment(List.of(listener(rules)), List.of(), List.of()));
    }

    static AttachedListener listener(List<RoutingRule> rules) {
        return new AttachedListener(BIND, "http", null, false, Style.GATEWAY, List.of(), rules);
    }

    static RoutingRule rule(int position, HostPattern host, RuleMatch match) {
        return new RoutingRule(
                new Origin(new ObjectRef("", "HTTPRoute", "default", "r"), null, position, null, Source.NONE),
                List.of(host),
                List.of(match),
                new RuleAction.Fail(500, ""));
    }

    /** One that asks for a value of the header {@code x}. */
    static RuleMatch withHeader(PathMatch path, String value) {
        return new RuleMatch(0, path, null, List.of(new ValueMatch(ValueMatch.Kind.EXACT, "x", value)), List.of());
    }

    /** The requests, nine of ten of which hit. */
    List<Lookup> lookups() {
        return lookups(90, 50);
    }

    /**
     * Requests.
     *
     * @param hits how many of a hundred hit
     * @param deeper how many of a hundred that hit a prefix go one element deeper
     */
    List<Lookup> lookups(int hits, int deeper) {
        Random random = new Random(7);
        double[] zipf = zipf(hosts.size());
        Map<String, Map<String, PathMatch.Kind>> asked = new HashMap<>();
        List<Lookup> lookups = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            String host = host(draw(zipf, random));
            List<PathMatch> paths = Objects.requireNonNull(hosts.get(host));
            PathMatch rule = paths.get(random.nextInt(pathsForEachHost));
            boolean hit = random.nextInt(100) < hits;
            boolean goesOn = rule.kind() == PathMatch.Kind.PREFIX && random.nextInt(100) < deeper;
            String path = (hit ? "" : "/no") + rule.value() + (goesOn ? "/deeper" + random.nextInt(100) : "");
            lookups.add(Lookup.of(host, path, answer(asked.computeIfAbsent(host, key -> kinds(paths)), path)));
        }
        return lookups;
    }

    /** Exact before prefixes, the longest first. */
    private static @Nullable String answer(Map<String, PathMatch.Kind> kinds, String path) {
        if (kinds.containsKey(path)) {
            return path;
        }
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String before = path.substring(0, end);
            if (kinds.get(before) == PathMatch.Kind.PREFIX) {
                return before;
            }
        }
        return null;
    }

    private static Map<String, PathMatch.Kind> kinds(List<PathMatch> paths) {
        Map<String, PathMatch.Kind> kinds = new HashMap<>();
        paths.forEach(path -> kinds.put(path.value(), path.kind()));
        return kinds;
    }

    static String host(int h) {
        return "host-" + h + ".example.com";
    }

    static String path(Random random, int depth) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            path.append("/element").append(random.nextInt(40));
        }
        return path.toString();
    }

    private static double[] zipf(int n) {
        double[] sums = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        return sums;
    }

    private static int draw(double[] sums, Random random) {
        double at = random.nextDouble() * sums[sums.length - 1];
        int index = Arrays.binarySearch(sums, at);
        return Math.min(sums.length - 1, index < 0 ? -index - 1 : index);
    }
}
