package dev.gatehouse.cli;

import dev.gatehouse.routing.plan.HealthCheck;
import dev.gatehouse.routing.plan.HealthCheck.Grpc;
import dev.gatehouse.routing.plan.HealthCheck.Http;
import dev.gatehouse.routing.plan.HealthCheck.Probe;
import dev.gatehouse.routing.plan.HealthCheck.Statuses;
import dev.gatehouse.routing.plan.HealthCheck.Tcp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Health checks as an operator writes them. */
final class HealthSettings {
    private static final String CHECK = "healthCheck";
    private static final String HOST = "healthHost";
    private static final String STATUSES = "healthStatuses";
    private static final String INTERVAL = "healthInterval";
    private static final String TIMEOUT = "healthTimeout";
    private static final String FAILING_AFTER = "healthFailingAfter";
    private static final String PASSING_AFTER = "healthPassingAfter";

    static final Set<String> NAMES = Set.of(CHECK, HOST, STATUSES, INTERVAL, TIMEOUT, FAILING_AFTER, PASSING_AFTER);

    private static final Set<String> OF_HTTP = Set.of(HOST, STATUSES);
    private static final String OFF = "off";
    private static final Pattern HTTP = Pattern.compile("http:(/\\S*)");
    private static final Pattern GRPC = Pattern.compile("grpc(?::(\\S+))?");
    private static final Pattern RANGE = Pattern.compile("([2-5]\\d\\d)(?:-([2-5]\\d\\d))?");

    private HealthSettings() {}

    /**
     * The check that is set.
     *
     * @param of stands before names in messages
     * @return null where there is none
     * @throws IllegalArgumentException for a value that is not one, and for one that would be without effect
     */
    static @Nullable HealthCheck of(String of, Map<String, String> set) {
        String text = set.getOrDefault(CHECK, OFF);
        Set<String> others = new TreeSet<>(set.keySet());
        others.retainAll(NAMES);
        others.remove(CHECK);
        if (text.equals(OFF)) {
            refuse(of, others, "nothing is asked without " + CHECK);
            return null;
        }
        Probe probe = probe(of, text, set);
        if (!(probe instanceof Http)) {
            others.retainAll(OF_HTTP);
            refuse(of, others, "only http has one");
        }
        HealthCheck defaults = HealthCheck.of(probe);
        String interval = set.get(INTERVAL);
        String timeout = set.get(TIMEOUT);
        return new HealthCheck(
                probe,
                interval == null ? defaults.interval() : Balancing.duration(of + INTERVAL, interval),
                timeout == null ? defaults.timeout() : Balancing.duration(of + TIMEOUT, timeout),
                count(of + FAILING_AFTER, set.get(FAILING_AFTER), defaults.failingAfter()),
                count(of + PASSING_AFTER, set.get(PASSING_AFTER), defaults.passingAfter()));
    }

    private static void refuse(String of, Set<String> names, String reason) {
        names.stream().findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(of + name + ": " + reason);
        });
    }

    private static int count(String name, @Nullable String value, int otherwise) {
        return value == null ? otherwise : Balancing.positive(name, value);
    }

    private static Probe probe(String of, String text, Map<String, String> set) {
        Matcher http = HTTP.matcher(text);
        Matcher grpc = GRPC.matcher(text);
        if (http.matches()) {
            Http defaults = Http.of(http.group(1));
            String statuses = set.get(STATUSES);
            return new Http(
                    http.group(1),
                    set.getOrDefault(HOST, ""),
                    statuses == null ? defaults.expected() : statuses(of, statuses));
        }
        if (grpc.matches()) {
            return new Grpc(grpc.group(1) == null ? "" : grpc.group(1));
        }
        if (text.equals("tcp")) {
            return new Tcp();
        }
        throw new IllegalArgumentException(
                of + CHECK + ": found " + text + " (expected: off, http:/PATH, tcp, grpc or grpc:SERVICE)");
    }

    private static List<Statuses> statuses(String of, String text) {
        List<Statuses> statuses = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            Matcher range = RANGE.matcher(each);
            if (!range.matches()) {
                throw new IllegalArgumentException(
                        of + STATUSES + ": found " + text + " (expected: such as 200-299,404)");
            }
            int first = Integer.parseInt(range.group(1));
            statuses.add(new Statuses(first, range.group(2) == null ? first : Integer.parseInt(range.group(2))));
        }
        return statuses;
    }
}
