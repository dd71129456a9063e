package dev.gatehouse.routing.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Decides every entry of the corpus {@code paths/1} exactly as listed, with a router of a few lines behind the normaliser. */
class PathCorpusTest {
    private record Route(String name, String host, boolean exact, String path) {
        boolean takesHost(String asked) {
            return host.startsWith("*.") ? asked.endsWith(host.substring(1)) : asked.equals(host);
        }

        boolean takesPath(String asked) {
            String prefix = path.equals("/") ? "" : path;
            return exact ? asked.equals(path) : asked.equals(prefix) || asked.startsWith(prefix + "/");
        }
    }

    private record Decision(
            String decision,
            @Nullable String route,
            @Nullable String forwarded) {}

    @Test
    void everyEntryIsDecidedAsListed() {
        Map<String, @Nullable Object> corpus = TestJson.object(TestJson.parse(SharedFiles.text("corpora/paths.json")));
        assertEquals("paths/1", corpus.get("format"));
        List<Route> routes = TestJson.array(corpus.get("routes")).stream()
                .map(TestJson::object)
                .map(PathCorpusTest::route)
                .toList();
        List<@Nullable Object> entries = TestJson.array(corpus.get("entries"));
        assertFalse(entries.isEmpty());
        List<String> deviations = new ArrayList<>();
        for (Object entry : entries) {
            addDeviations(routes, TestJson.object(entry), deviations);
        }
        assertTrue(deviations.isEmpty(), () -> String.join("\n", deviations));
    }

    private static void addDeviations(
            List<Route> routes, Map<String, @Nullable Object> entry, List<String> deviations) {
        TestHead head = head(TestJson.object(entry.get("request")));
        Decision decision = decide(routes, head);
        Map<String, @Nullable Object> expected = TestJson.object(entry.get("expect"));
        String forwarded = (String) expected.get("forwarded_target");
        Decision listed = new Decision(
                TestJson.string(expected.get("decision")),
                (String) expected.get("route"),
                forwarded == null ? decision.forwarded() : forwarded);
        if (!decision.equals(listed)) {
            deviations.add(entry.get("id") + ", " + entry.get("why") + ": " + head + "\n  is     " + decision
                    + "\n  listed " + listed);
        }
        if (decision.forwarded() != null) {
            // What was matched is what is forwarded: a reader of the same kind behind us comes to the same answer.
            RequestHead next =
                    new TestHead(head.method(), decision.forwarded(), null, head.hostRequired(), head.headers());
            Decision again = decide(routes, next);
            if (!decision.equals(again)) {
                deviations.add(entry.get("id") + ": " + next + "\n  once  " + decision + "\n  twice " + again);
            }
        }
    }

    private static Decision decide(List<Route> routes, RequestHead head) {
        if (!(Normalized.of(head) instanceof Request request)) {
            return new Decision("reject", null, null);
        }
        List<Route> ofHost = routes.stream()
                .filter(route -> route.host().equals(request.host()))
                .toList();
        if (ofHost.isEmpty()) {
            ofHost = routes.stream()
                    .filter(route -> route.takesHost(request.host()))
                    .toList();
        }
        Route best = null;
        for (Route route : ofHost) {
            if (route.takesPath(request.path())
                    && (best == null
                            || (route.exact() && !best.exact())
                            || (route.exact() == best.exact()
                                    && route.path().length() > best.path().length()))) {
                best = route;
            }
        }
        return best == null
                ? new Decision("no-match", null, null)
                : new Decision("match", best.name(), request.target());
    }

    private static Route route(Map<String, @Nullable Object> route) {
        String type = TestJson.string(route.get("type"));
        assertTrue(List.of("Exact", "Prefix").contains(type), type);
        return new Route(
                TestJson.string(route.get("route")),
                TestJson.string(route.get("host")),
                type.equals("Exact"),
                RulePath.canonical(TestJson.string(route.get("path"))));
    }

    private static TestHead head(Map<String, @Nullable Object> request) {
        List<TestHead.Header> headers = new ArrayList<>();
        for (Object line : TestJson.array(request.get("headers"))) {
            List<@Nullable Object> header = TestJson.array(line);
            headers.add(new TestHead.Header(
                    TestJson.string(header.get(0)).toLowerCase(Locale.ROOT), TestJson.string(header.get(1))));
        }
        return new TestHead(
                TestJson.string(request.get("method")),
                TestJson.string(request.get("target")),
                null,
                !"HTTP/1.0".equals(request.get("version")),
                headers);
    }
}
