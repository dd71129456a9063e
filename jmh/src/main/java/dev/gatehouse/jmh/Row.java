package dev.gatehouse.jmh;

import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A table of an unusual shape, and requests for it. */
@SuppressWarnings("ImmutableEnumChecker") // each is filled by the one benchmark that measures it
public enum Row {
    /** Every request hits a rule of 1,000 hosts × 100 paths. */
    HITS {
        @Override
        void fill() {
            add(new Yardstick(1000, 100), 100);
        }
    },
    /** No request does. */
    NOT_FOUND {
        @Override
        void fill() {
            add(new Yardstick(1000, 100), 0);
        }
    },
    /** 1,000 hosts × 100 paths, a third of which also ask, in turn, for a method, a header or a query parameter, which all requests have. */
    A_THIRD_WITH_PREDICATES {
        @Override
        void fill() {
            Yardstick yardstick = new Yardstick(1000, 100);
            yardstick
                    .hosts()
                    .forEach((host, paths) ->
                            paths.forEach(path -> add(exact(host), sometimesMore(rules.size(), path))));
            for (Lookup lookup : yardstick.lookups()) {
                lookups.add(new Lookup(
                        lookup.host(), lookup.path(), "1", lookup.answer, lookup.floorHost(), lookup.floorPath()));
            }
        }

        private RuleMatch sometimesMore(int i, PathMatch path) {
            return switch (i % 9) {
                case 0 -> new RuleMatch(0, path, "GET", List.of(), List.of());
                case 3 -> Yardstick.withHeader(path, "1");
                case 6 ->
                    new RuleMatch(0, path, null, List.of(), List.of(new ValueMatch(ValueMatch.Kind.EXACT, "q", "1")));
                default -> RuleMatch.of(0, path);
            };
        }
    },
    /** One rule that asks for a header. */
    ONE_HEADER {
        @Override
        void fill() {
            headers(1);
        }
    },
    /** 1,000 rules of one path that ask for different values of one header. */
    THOUSAND_HEADERS {
        @Override
        void fill() {
            headers(1000);
        }
    },
    /** 20,000 wildcard hosts. */
    WILDCARDS {
        @Override
        void fill() {
            for (int i = 0; i < 20_000; i++) {
                add(
                        new HostPattern(HostPattern.Kind.WILDCARD, "team-" + i + ".example.com"),
                        RuleMatch.of(0, prefix("/api")));
            }
            Random random = new Random(3);
            for (int i = 0; i < REQUESTS; i++) {
                String suffix = "team-" + random.nextInt(20_000) + ".example.com";
                lookups.add(new Lookup("app." + suffix, "/api/v1", null, "/api", suffix, "/api"));
            }
        }
    },
    /** 100,000 paths of one host. */
    ONE_HOST {
        @Override
        void fill() {
            add(new Yardstick(1, 100_000), 90);
        }
    },
    /** Paths of 30 elements. */
    THIRTY_ELEMENTS {
        @Override
        void fill() {
            Random random = new Random(4);
            for (int i = 0; i < 1000; i++) {
                String path = Yardstick.path(random, 30);
                add(exact(Yardstick.host(i / 10)), RuleMatch.of(0, prefix(path)));
                lookups.add(Lookup.of(Yardstick.host(i / 10), path, path));
            }
        }
    },
    /** 30 prefixes, each a part of the next, that all ask for a header; on the host, on three wildcards and on every host. No request has it. */
    ADVERSARY {
        @Override
        void fill() {
            String path = Yardstick.path(new Random(5), 30);
            for (HostPattern host : List.of(
                    exact("a.b.c.example.com"),
                    wildcard("b.c.example.com"),
                    wildcard("c.example.com"),
                    wildcard("example.com"),
                    HostPattern.ANY)) {
                for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
                    add(host, Yardstick.withHeader(prefix(path.substring(0, end)), "1"));
                }
            }
            lookups.add(new Lookup("a.b.c.example.com", path, "2", null, "a.b.c.example.com", path));
        }
    },
    /** 1,000 regular expressions of one host: asked in turn, since none excludes another. */
    THOUSAND_PATTERNS {
        @Override
        void fill() {
            for (int i = 0; i < 1000; i++) {
                add(
                        exact("a.example.com"),
                        RuleMatch.of(0, new PathMatch(PathMatch.Kind.REGULAR_EXPRESSION, "/p" + i + "/[0-9]+")));
            }
            Random random = new Random(6);
            for (int i = 0; i < REQUESTS; i++) {
                int rule = random.nextInt(1000);
                lookups.add(Lookup.of("a.example.com", "/p" + rule + "/42", "/p" + rule + "/[0-9]+"));
            }
        }
    };

    private static final int REQUESTS = 1 << 12;

    final List<RoutingRule> rules = new ArrayList<>();
    final List<Lookup> lookups = new ArrayList<>();

    /** Makes the rules and the requests. */
    abstract void fill();

    void add(Yardstick yardstick, int hits) {
        rules.addAll(yardstick.rules());
        lookups.addAll(yardstick.lookups(hits, 50));
    }

    void add(HostPattern host, RuleMatch match) {
        rules.add(Yardstick.rule(rules.size(), host, match));
    }

    void headers(int count) {
        for (int i = 0; i < count; i++) {
            add(exact("a.example.com"), Yardstick.withHeader(prefix("/api"), "value-" + i));
        }
        for (int i = 0; i < REQUESTS; i++) {
            String value = "value-" + i * 31 % count;
            lookups.add(new Lookup("a.example.com", "/api", value, "/api", "a.example.com", "/api"));
        }
    }

    static HostPattern exact(String host) {
        return new HostPattern(HostPattern.Kind.EXACT, host);
    }

    static HostPattern wildcard(String suffix) {
        return new HostPattern(HostPattern.Kind.WILDCARD, suffix);
    }

    static PathMatch prefix(String path) {
        return new PathMatch(PathMatch.Kind.PREFIX, path);
    }
}
