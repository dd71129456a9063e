package dev.gatehouse.cli;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.plan.EjectionObserver;
import dev.gatehouse.routing.plan.HashKeys;
import dev.gatehouse.routing.plan.HealthCheck;
import dev.gatehouse.routing.plan.HealthChecks;
import dev.gatehouse.routing.plan.LoadBalancer;
import dev.gatehouse.routing.plan.RetryBudgets;
import dev.gatehouse.routing.request.Request;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one of a Service's endpoints is chosen, as an operator writes it: {@code name: value} for every Service, and
 * {@code namespace/service/name: value} for one, which stands above. The same for each front end.
 */
final class Balancing {
    static final String LOAD_BALANCER = "loadBalancer";
    static final String EJECT_AFTER = "ejectAfter";
    static final String EJECT_FOR = "ejectFor";
    static final String RETRY_PERCENT = "retryPercent";
    static final String RETRIES_PER_SECOND = "retriesPerSecond";

    private static final Set<String> OF_A_SERVICE = ofAService();
    private static final Set<String> OF_ALL = Set.of(RETRY_PERCENT, RETRIES_PER_SECOND);

    private static final Pattern OWN = Pattern.compile("([a-z0-9.-]+/[a-z0-9.-]+)/([A-Za-z0-9]+)");
    private static final Pattern HASH = Pattern.compile("hash:(header|cookie|query):(\\S+)");
    private static final String HASH_CLIENT = "hash:client";
    private static final String OFF = "off";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final int MOST_PERCENT = 100;

    private final Choice others;
    private final Map<String, Choice> own;
    private final RetryBudgets budgets;

    private Balancing(Choice others, Map<String, Choice> own, RetryBudgets budgets) {
        this.others = others;
        this.own = own;
        this.budgets = budgets;
    }

    /**
     * What is said of some Services.
     *
     * @param ejectAfter 0: never
     * @param check null: none
     */
    private record Choice(
            String loadBalancer,
            int ejectAfter,
            Duration ejectFor,
            @Nullable HealthCheck check) {
        LoadBalancer make(EjectionObserver observer) {
            LoadBalancer among = balancer(loadBalancer);
            return ejectAfter == 0 ? among : LoadBalancer.ejecting(among, ejectAfter, ejectFor, observer);
        }
    }

    private static Set<String> ofAService() {
        Set<String> names = new TreeSet<>(HealthSettings.NAMES);
        names.addAll(List.of(LOAD_BALANCER, EJECT_AFTER, EJECT_FOR));
        return names;
    }

    /** Whether a setting is one of these, be it a good one or not. */
    static boolean isNamed(String key) {
        return key.indexOf('/') >= 0 || names().contains(key);
    }

    /** The names that can be set. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(OF_A_SERVICE);
        names.addAll(OF_ALL);
        return names;
    }

    /** @throws IllegalArgumentException for a name or a value that is not one, and for one that would be without effect */
    static Balancing of(Map<String, String> set) {
        Map<String, String> all = new TreeMap<>();
        Map<String, Map<String, String>> own = new TreeMap<>();
        set.forEach((key, value) -> {
            Matcher parts = OWN.matcher(key);
            if (parts.matches() && OF_A_SERVICE.contains(parts.group(2))) {
                own.computeIfAbsent(parts.group(1), service -> new TreeMap<>()).put(parts.group(2), value);
            } else if (names().contains(key)) {
                all.put(key, value);
            } else {
                throw new IllegalArgumentException(key + ": no such setting of a Service (expected: one of "
                        + OF_A_SERVICE + " after NAMESPACE/SERVICE/)");
            }
        });
        Map<String, Choice> choices = new LinkedHashMap<>();
        own.forEach((service, values) -> {
            Map<String, String> effective = new TreeMap<>(all);
            effective.putAll(values);
            choices.put(service, choice(service + "/", effective));
        });
        return new Balancing(choice("", all), choices, budgets(all));
    }

    private static Choice choice(String of, Map<String, String> set) {
        String after = set.getOrDefault(EJECT_AFTER, OFF);
        if (after.equals(OFF) && set.containsKey(EJECT_FOR)) {
            throw new IllegalArgumentException(of + EJECT_FOR + ": nothing is left out without " + EJECT_AFTER);
        }
        Duration pause = duration(of + EJECT_FOR, set.getOrDefault(EJECT_FOR, "30s"));
        String balancer = set.getOrDefault(LOAD_BALANCER, "round-robin");
        balancer(balancer);
        return new Choice(
                balancer, after.equals(OFF) ? 0 : positive(of + EJECT_AFTER, after), pause, HealthSettings.of(of, set));
    }

    private static RetryBudgets budgets(Map<String, String> set) {
        int percent = number(RETRY_PERCENT, set.getOrDefault(RETRY_PERCENT, "20"));
        if (percent > MOST_PERCENT) {
            throw new IllegalArgumentException(RETRY_PERCENT + ": found " + percent + " (expected: 0 to 100)");
        }
        return new RetryBudgets(percent, number(RETRIES_PER_SECOND, set.getOrDefault(RETRIES_PER_SECOND, "100")));
    }

    /** A number from 1 on. */
    static int positive(String name, String value) {
        int number = number(name, value);
        if (number == 0) {
            throw new IllegalArgumentException(name + ": found 0 (expected: 1 or more)");
        }
        return number;
    }

    private static int number(String name, String value) {
        if (!NUMBER.matcher(value).matches()) {
            throw new IllegalArgumentException(name + ": found " + value + " (expected: a number)");
        }
        return Integer.parseInt(value);
    }

    /** A duration that is not nothing. */
    static Duration duration(String name, String value) {
        Duration duration;
        try {
            duration = Limits.duration(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        if (duration.isZero()) {
            throw new IllegalArgumentException(name + ": found " + value + " (expected: more)");
        }
        return duration;
    }

    private static LoadBalancer balancer(String text) {
        return switch (text) {
            case "round-robin" -> LoadBalancer.roundRobin();
            case "least-request" -> LoadBalancer.leastRequest();
            case "random" -> LoadBalancer.random();
            case HASH_CLIENT -> LoadBalancer.consistentHash(HashKeys.clientAddress());
            default -> LoadBalancer.consistentHash(key(text));
        };
    }

    private static Function<Request, @Nullable String> key(String text) {
        Matcher parts = HASH.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(LOAD_BALANCER + ": found " + text
                    + " (expected: round-robin, least-request, random, hash:client, hash:header:NAME, hash:cookie:NAME"
                    + " or hash:query:NAME)");
        }
        String name = parts.group(2);
        return switch (parts.group(1)) {
            case "header" -> HashKeys.header(name);
            case "cookie" -> HashKeys.cookie(name);
            default -> HashKeys.query(name);
        };
    }

    /** Whether any endpoint is asked whether it is well. */
    boolean checksHealth() {
        return others.check != null || own.values().stream().anyMatch(choice -> choice.check != null);
    }

    private HealthChecks healthChecks() {
        HealthChecks.Builder checks = HealthChecks.builder();
        if (others.check != null) {
            checks.all(others.check);
        }
        forEachOwn((namespace, service, choice) -> checks.service(namespace, service, choice.check));
        return checks.build();
    }

    /** What is done with the choice for a Service. */
    private interface OwnChoice {
        void of(String namespace, String service, Choice choice);
    }

    private void forEachOwn(OwnChoice use) {
        own.forEach((service, choice) -> {
            int slash = service.indexOf('/');
            use.of(service.substring(0, slash), service.substring(slash + 1), choice);
        });
    }

    /**
     * Tells the routes.
     *
     * @param observer told of endpoints that are left out because they fail
     */
    LiveRoutes.Builder configure(LiveRoutes.Builder routes, EjectionObserver observer) {
        routes.loadBalancer(others.make(observer)).retryBudgets(budgets);
        if (checksHealth()) {
            routes.healthChecks(healthChecks());
        }
        forEachOwn((namespace, service, choice) -> routes.loadBalancer(namespace, service, choice.make(observer)));
        return routes;
    }
}
