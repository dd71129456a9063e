package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.cli.RecordedFrontEnd.Outcome;
import dev.gatehouse.cli.RecordedFrontEnd.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Corpora of hostile targets and of framing that readers disagree on, sent over sockets, where they lie beside the repository. The front end on
 * Netty does all of it as listed. That of the JDK may refuse more, and its reader forgives; what it decided on is what a backend gets.
 */
@Timeout(300)
class SharedHostileInputTest {
    private static Map<?, ?> corpus(String name) throws IOException {
        Path folder = SharedConformanceTest.find("corpora");
        Assumptions.assumeTrue(folder != null, "no shared/corpora beside the repository");
        return (Map<?, ?>) Yaml.parse(Files.readString(folder.resolve(name)));
    }

    private static List<Route> routes() throws IOException {
        List<Route> routes = new ArrayList<>();
        for (Object element : (List<?>) corpus("paths.json").get("routes")) {
            Map<?, ?> route = (Map<?, ?>) element;
            String type = route.get("type").equals("Prefix") ? "PathPrefix" : (String) route.get("type");
            routes.add(new Route(
                    (String) route.get("route"), (String) route.get("host"), type, (String) route.get("path")));
        }
        return routes;
    }

    @ParameterizedTest
    @EnumSource(FrontEndKind.class)
    void everyRequestGoesWhereItIsListed(FrontEndKind kind) throws IOException {
        List<String> deviations = new ArrayList<>();
        List<?> entries = (List<?>) corpus("paths.json").get("entries");
        try (RecordedFrontEnd front = RecordedFrontEnd.of(kind, routes())) {
            for (Object element : entries) {
                Map<?, ?> entry = (Map<?, ?>) element;
                Map<?, ?> request = (Map<?, ?>) entry.get("request");
                Outcome outcome = front.send(text(request), false, 1);
                // The JDK's reader passes over words behind the target.
                boolean forgiven = kind == FrontEndKind.jdk
                        && request.get("target").toString().contains(" ");
                String deviation = forgiven ? "" : decision(front, kind, (Map<?, ?>) entry.get("expect"), outcome);
                if (!deviation.isEmpty() || !outcome.differences().isEmpty()) {
                    deviations.add(entry.get("id") + ", " + entry.get("why") + ": " + outcome + " " + deviation
                            + outcome.differences());
                }
            }
        }
        assertEquals(List.of(), deviations);
        assertTrue(entries.size() > 100, () -> "only " + entries.size());
    }

    private static String text(Map<?, ?> request) {
        StringBuilder text = new StringBuilder()
                .append(request.get("method"))
                .append(' ')
                .append(request.get("target"))
                .append(' ')
                .append(request.get("version"))
                .append("\r\n");
        boolean connection = false;
        for (Object line : (List<?>) request.get("headers")) {
            Object name = ((List<?>) line).get(0);
            connection |= name.toString().equalsIgnoreCase("connection");
            text.append(name).append(": ").append(((List<?>) line).get(1)).append("\r\n");
        }
        return text.append(connection ? "\r\n" : "Connection: close\r\n\r\n").toString();
    }

    private static String decision(RecordedFrontEnd front, FrontEndKind kind, Map<?, ?> expected, Outcome outcome) {
        String route = (String) expected.get("route");
        String target = (String) expected.get("forwarded_target");
        if (kind == FrontEndKind.jdk && outcome.isRefused()) {
            return "";
        }
        if (route == null) {
            return outcome.arrived().isEmpty() && outcome.statuses().stream().allMatch(status -> status >= 300)
                    ? ""
                    : "(expected: nobody gets it) ";
        }
        boolean right = outcome.arrived().size() == 1
                && outcome.arrived().get(0).backend().equals(route)
                && (target == null
                        || front.sent(target)
                                .equals(outcome.arrived().get(0).message().target()));
        return right ? "" : "(expected: " + route + " " + target + ") ";
    }

    @ParameterizedTest
    @EnumSource(FrontEndKind.class)
    void noReaderFindsARequestThatWasNotMeant(FrontEndKind kind) throws IOException {
        List<String> deviations = new ArrayList<>();
        List<?> entries = (List<?>) corpus("http1-desync.json").get("entries");
        try (RecordedFrontEnd front = RecordedFrontEnd.of(kind, routes())) {
            for (Object element : entries) {
                Map<?, ?> entry = (Map<?, ?>) element;
                Map<?, ?> expected = (Map<?, ?>) entry.get("expect");
                int most = (Integer) expected.get("max_requests");
                boolean ends = Boolean.TRUE.equals(entry.get("half_close"));
                // What is to be refused ends its connection, but where the JDK's reader forgives it.
                boolean untilTheEnd = most == 0 && kind == FrontEndKind.netty;
                Outcome outcome = front.send(
                        (String) entry.get("raw"), ends, untilTheEnd ? Integer.MAX_VALUE : Math.max(1, most));
                String deviation = framing(kind, expected, most, outcome);
                if (!deviation.isEmpty() || !outcome.differences().isEmpty()) {
                    deviations.add(entry.get("id") + ", " + entry.get("why") + ": " + outcome + " " + deviation
                            + outcome.differences());
                }
            }
        }
        assertEquals(List.of(), deviations);
        assertTrue(entries.size() > 100, () -> "only " + entries.size());
    }

    private static String framing(FrontEndKind kind, Map<?, ?> expected, int most, Outcome outcome) {
        boolean hidden = outcome.routes().stream().anyMatch(route -> route.contains("smuggled"));
        int arrived = outcome.arrived().size();
        if ((hidden && most < 2) || arrived > Math.max(most, kind == FrontEndKind.jdk ? 1 : 0)) {
            return "(expected: no more than " + most + " requests) ";
        }
        if (kind == FrontEndKind.jdk) {
            return "";
        }
        List<?> bodies = (List<?>) expected.get("bodies");
        boolean accepted = expected.get("outcome").equals("accept");
        if (accepted && arrived != most) {
            return "(expected: " + most + " requests) ";
        }
        return unequal(bodies, outcome.bodies()) ? "(expected: bodies of " + bodies + ") " : "";
    }

    private static boolean unequal(@Nullable List<?> wanted, List<Integer> got) {
        return wanted != null && !got.isEmpty() && !wanted.equals(got);
    }
}
