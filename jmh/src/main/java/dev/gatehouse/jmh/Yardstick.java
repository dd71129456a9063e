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
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Source;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * The table by which matchers are measured: so many hosts, each with so many paths (70 % prefixes, 30 % exact, one to five elements deep),
 * and requests for them, nine of ten of which hit, hosts drawn with a Zipf distribution. Always the same for the same size.
 */
final class Yardstick {
    private static final Bind BIND = new Bind(Bind.INGRESS, 80);
    private static final int REQUESTS = 1 << 14;

    /** The compiled table. */
    final ListenerTable table;

    /** The floor: a map that is asked for exactly the right answer. */
    final Map<String, Map<String, String>> floor = new HashMap<>();

    /** What is asked for. */
    final List<Lookup> lookups = new ArrayList<>();

    /** One request. Its texts are made anew each time, as they come off the wire: without a hash that somebody computed before. */
    static final class Lookup {
        private final char[] host;
        private final char[] path;
        private final boolean hit;

        private Lookup(String host, String path, boolean hit) {
            this.host = host.toCharArray();
            this.path = path.toCharArray();
            this.hit = hit;
        }

        String host() {
            return new String(host);
        }

        String path() {
            return new String(path);
        }

        /** Whether a rule takes it. */
        boolean hit() {
            return hit;
        }
    }

    Yardstick(int hosts, int pathsForEachHost) {
        Random random = new Random(42);
        List<RoutingRule> rules = new ArrayList<>();
        List<List<PathMatch>> paths = new ArrayList<>();
        for (int h = 0; h < hosts; h++) {
            String host = host(h);
            Set<String> used = new HashSet<>();
            List<PathMatch> own = new ArrayList<>();
            while (own.size() < pathsForEachHost) {
                String path = path(random);
                if (used.add(path)) {
                    own.add(new PathMatch(random.nextInt(10) < 7 ? PathMatch.Kind.PREFIX : PathMatch.Kind.EXACT, path));
                }
            }
            paths.add(own);
            for (PathMatch path : own) {
                rules.add(rule(rules.size(), host, path));
                floor.computeIfAbsent(host, key -> new HashMap<>()).put(path.value(), path.value());
            }
        }
        this.table = Objects.requireNonNull(RouteTable.compile(new Attachment(
                        List.of(new AttachedListener(BIND, "http", null, false, Style.GATEWAY, List.of(), rules)),
                        List.of(),
                        List.of()))
                .listener(BIND, ""));
        double[] zipf = zipf(hosts);
        for (int i = 0; i < REQUESTS; i++) {
            int h = draw(zipf, random);
            PathMatch rule = paths.get(h).get(random.nextInt(pathsForEachHost));
            boolean hit = random.nextInt(10) != 0;
            String path = hit ? rule.value() : "/no" + rule.value();
            lookups.add(new Lookup(host(h), path, hit));
        }
    }

    private static RoutingRule rule(int position, String host, PathMatch path) {
        return new RoutingRule(
                new Origin(new ObjectRef("", "HTTPRoute", "default", "r"), null, position, null, Source.NONE),
                List.of(new HostPattern(HostPattern.Kind.EXACT, host)),
                List.of(RuleMatch.of(0, path)),
                new RuleAction.Fail(500, path.value()));
    }

    private static String host(int h) {
        return "host-" + h + ".example.com";
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder();
        int depth = 1 + random.nextInt(5);
        for (int i = 0; i < depth; i++) {
            path.append('/').append("element").append(random.nextInt(40));
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
