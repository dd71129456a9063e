package dev.gatehouse.jmh;

import com.linecorp.armeria.server.ArmeriaRoutes;
import com.linecorp.armeria.server.Route;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.match.Matcher;
import dev.gatehouse.routing.request.Normalized;
import dev.gatehouse.routing.request.Plain;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import dev.gatehouse.routing.table.RouteTable;
import io.undertow.util.PathMatcher;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.ServletPathSpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What is measured beside each other. All but ours and Tomcat's know no hosts, and are given a hash map of them for nothing; none of them knows
 * wildcard hosts, headers, query parameters and the order in which they win.
 */
public enum Peer {
    /** Two look-ups in hash maps that hold exactly the routes and are asked for the right answer: what a matcher can hope for. */
    FLOOR {
        @Override
        Finder of(Yardstick yardstick) {
            Map<String, Map<String, String>> hosts = perHost(yardstick, paths -> {
                Map<String, String> map = new HashMap<>();
                paths.forEach(path -> map.put(path.value(), path.value()));
                return map;
            });
            return lookup -> {
                Map<String, String> paths = hosts.get(lookup.floorHost());
                return paths == null ? null : paths.get(lookup.floorPath());
            };
        }
    },
    /** Listener, host and path, of requests in normal form. */
    GATEHOUSE {
        @Override
        Finder of(Yardstick yardstick) {
            RouteTable table = yardstick.table();
            return lookup -> found(table, Plain.of(lookup.host(), lookup.path()));
        }
    },
    /** The same with what comes before it: everything from the raw head to the rule. */
    GATEHOUSE_NORMALIZED {
        @Override
        Finder of(Yardstick yardstick) {
            RouteTable table = yardstick.table();
            return lookup -> found(table, (Request) Normalized.of(new Head(lookup.host(), lookup.path())));
        }
    },
    UNDERTOW {
        @Override
        Finder of(Yardstick yardstick) {
            Map<String, PathMatcher<String>> hosts = perHost(yardstick, paths -> {
                PathMatcher<String> matcher = new PathMatcher<>();
                for (PathMatch path : paths) {
                    if (path.kind() == PathMatch.Kind.EXACT) {
                        matcher.addExactPath(path.value(), path.value());
                    } else {
                        matcher.addPrefixPath(path.value(), path.value());
                    }
                }
                return matcher;
            });
            return lookup -> {
                PathMatcher<String> matcher = hosts.get(lookup.host());
                return matcher == null ? null : matcher.match(lookup.path()).getValue();
            };
        }
    },
    /** Its prefix {@code /a} does not take {@code /a} itself, so each prefix is two routes. */
    ARMERIA {
        @Override
        Finder of(Yardstick yardstick) {
            Map<String, ArmeriaRoutes> hosts = perHost(yardstick, paths -> {
                Map<Route, String> routes = new LinkedHashMap<>();
                for (PathMatch path : paths) {
                    String value = path.value();
                    routes.put(Route.builder().exact(value).build(), value);
                    if (path.kind() != PathMatch.Kind.EXACT) {
                        routes.put(Route.builder().pathPrefix(value).build(), value);
                    }
                }
                return new ArmeriaRoutes(routes);
            });
            return lookup -> {
                ArmeriaRoutes routes = hosts.get(lookup.host());
                return routes == null ? null : routes.find(lookup.host(), lookup.path());
            };
        }
    },
    JETTY {
        @Override
        Finder of(Yardstick yardstick) {
            Map<String, PathMappings<String>> hosts = perHost(yardstick, paths -> {
                PathMappings<String> mappings = new PathMappings<>();
                paths.forEach(path -> mappings.put(
                        new ServletPathSpec(path.kind() == PathMatch.Kind.EXACT ? path.value() : path.value() + "/*"),
                        path.value()));
                return mappings;
            });
            return lookup -> {
                PathMappings<String> mappings = hosts.get(lookup.host());
                MatchedResource<String> matched = mappings == null ? null : mappings.getMatched(lookup.path());
                return matched == null ? null : matched.getResource();
            };
        }
    },
    SPRING {
        @Override
        Finder of(Yardstick yardstick) {
            Map<String, PathPattern[]> hosts = perHost(
                    yardstick,
                    paths -> paths.stream()
                            .map(path -> PathPatternParser.defaultInstance.parse(
                                    path.kind() == PathMatch.Kind.EXACT ? path.value() : path.value() + "/**"))
                            .sorted(PathPattern.SPECIFICITY_COMPARATOR)
                            .toArray(PathPattern[]::new));
            return lookup -> {
                PathPattern[] patterns = hosts.get(lookup.host());
                PathContainer container = PathContainer.parsePath(lookup.path());
                if (patterns != null) {
                    for (PathPattern pattern : patterns) {
                        if (pattern.matches(container)) {
                            return pattern;
                        }
                    }
                }
                return null;
            };
        }

        /** It returns the pattern. */
        @Override
        boolean sameSemantics() {
            return false;
        }
    },
    /** Takes the first of its routes that fits, so the exact ones are before the prefixes, the longest first. */
    VERTX {
        @Override
        Finder of(Yardstick yardstick) {
            Map<String, VertxRoutes> hosts = perHost(yardstick, VertxRoutes::new);
            return lookup -> {
                VertxRoutes routes = hosts.get(lookup.host());
                return routes == null ? null : routes.find(lookup.path());
            };
        }
    },
    /** It knows hosts by itself. */
    TOMCAT {
        @Override
        Finder of(Yardstick yardstick) {
            TomcatMapper mapper = new TomcatMapper(yardstick.hosts());
            return lookup -> mapper.find(lookup.host(), lookup.path());
        }
    },
    /** Every rule of the host in turn, the longest that fits: the order of precedence, read naively. */
    SCAN {
        @Override
        Finder of(Yardstick yardstick) {
            Map<String, List<PathMatch>> hosts = perHost(yardstick, List::copyOf);
            return lookup -> {
                String path = lookup.path();
                String best = null;
                boolean exact = false;
                for (PathMatch match : hosts.getOrDefault(lookup.host(), List.of())) {
                    String value = match.value();
                    if (match.kind() == PathMatch.Kind.EXACT) {
                        if (path.equals(value)) {
                            best = value;
                            exact = true;
                        }
                    } else if (!exact
                            && (best == null || best.length() < value.length())
                            && path.startsWith(value)
                            && (path.length() == value.length() || path.charAt(value.length()) == '/')) {
                        best = value;
                    }
                }
                return best;
            };
        }
    };

    /** Fills one with the routes of the yardstick. */
    abstract Finder of(Yardstick yardstick);

    /** Whether it gives the right rule's path for each request; otherwise only whether there is one is compared. */
    boolean sameSemantics() {
        return true;
    }

    /** The path of the rule that was found, for comparison. */
    static String path(@Nullable Object found) {
        return found instanceof RouteEntry entry ? entry.match().path().value() : String.valueOf(found);
    }

    private static <T> Map<String, T> perHost(Yardstick yardstick, Function<List<PathMatch>, T> make) {
        Map<String, T> hosts = new HashMap<>();
        yardstick.hosts().forEach((host, paths) -> hosts.put(host, make.apply(paths)));
        return hosts;
    }

    private static @Nullable RouteEntry found(RouteTable table, Request request) {
        ListenerTable listener = table.listener(Yardstick.BIND, request.host());
        return listener == null ? null : Matcher.match(listener, request);
    }

    private record Head(String host, String target) implements RequestHead {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public List<String> headerLines(String name) {
            return name.equals("host") ? List.of(host) : List.of();
        }
    }
}
