package dev.gatehouse.tck;

import dev.gatehouse.tck.HttpExpectation.BackendRequest;
import dev.gatehouse.tck.HttpExpectation.Redirect;
import dev.gatehouse.tck.HttpOutcome.Answered;
import dev.gatehouse.tck.HttpOutcome.Received;
import dev.gatehouse.tck.HttpOutcome.Unanswered;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an outcome differs from what was expected. For one outcome and one thread.
 *
 * <p>What the front end cannot show, having no connections, is neither a difference nor a match: it is {@link #unseen}.
 */
final class HttpVerdict {
    /** Response headers that belong to a connection or to whoever writes to it. */
    private static final Set<String> OF_CONNECTIONS =
            Set.of("connection", "content-length", "date", "server", "transfer-encoding");

    /** RFC 9110, 10.2.4: whoever answers may name his program there, and is better off without. */
    private static final String OPTIONAL = "Server";

    private final List<String> expected = new ArrayList<>();
    private final List<String> actual = new ArrayList<>();
    private final Set<String> unseen = new TreeSet<>();
    private final boolean overConnections;

    private HttpVerdict(boolean overConnections) {
        this.overConnections = overConnections;
    }

    static HttpVerdict of(HttpExpectation expectation, HttpCall call, HttpOutcome outcome, boolean overConnections) {
        HttpVerdict verdict = new HttpVerdict(overConnections);
        if (outcome instanceof Unanswered unanswered) {
            if (!expectation.rejected()) {
                verdict.differs(wanted(expectation), "no response: " + unanswered.reason());
            }
        } else if (outcome instanceof Answered answered) {
            verdict.answer(expectation, call, answered);
        }
        return verdict;
    }

    boolean met() {
        return expected.isEmpty();
    }

    String expected() {
        return String.join("; ", expected);
    }

    String actual() {
        return String.join("; ", actual);
    }

    /** What was asked for and could not be judged. */
    Set<String> unseen() {
        return unseen;
    }

    private void differs(String wanted, String came) {
        expected.add(wanted);
        actual.add(came);
    }

    private void equal(String what, @Nullable String wanted, @Nullable String came) {
        if (wanted != null && !wanted.equals(came)) {
            differs(what + " " + wanted, came == null ? "none" : came);
        }
    }

    private static String wanted(HttpExpectation expectation) {
        return expectation.statuses().isEmpty() ? "a response" : "status " + expectation.statuses();
    }

    private void answer(HttpExpectation expectation, HttpCall call, Answered answer) {
        int status = answer.status();
        if (expectation.rejected()) {
            differs("no response", "status " + status);
            return;
        }
        if (!expectation.statuses().isEmpty() && !expectation.statuses().contains(status)) {
            differs(wanted(expectation), "status " + status + " from " + from(answer.received()));
        }
        if (expectation.statusesNot().contains(status)) {
            differs("a status other than " + expectation.statusesNot(), "status " + status);
        }
        if (expectation.protocol() != null && answer.protocol() == null) {
            unseen.add("the HTTP version of the answer");
        } else {
            equal("answered by", expectation.protocol(), answer.protocol());
        }
        if (status == 200 || status == 204) {
            backend(expectation, answer.received());
            responseHeaders(expectation, answer);
        } else if (status >= 300 && status < 400 && expectation.redirect() != null) {
            redirect(expectation.redirect(), call, answer);
        }
    }

    private static String from(@Nullable Received received) {
        return received == null ? "the front end itself" : received.namespace() + "/" + received.pod();
    }

    private void backend(HttpExpectation expectation, @Nullable Received received) {
        if (expectation.noBackend() && received != null) {
            differs("an answer of the front end itself", "one from " + from(received));
        }
        if (!expectation.wantsBackend()) {
            return;
        }
        if (received == null) {
            differs("an answer from a backend", "one of the front end itself");
            return;
        }
        String backend = expectation.backend();
        if (backend != null && !received.pod().startsWith(backend)) {
            differs("backend " + backend, "backend " + received.pod());
        }
        equal("namespace", expectation.namespace(), received.namespace());
        BackendRequest wanted = expectation.backendRequest();
        if (wanted != null) {
            backendRequest(wanted, received);
        }
    }

    private void backendRequest(BackendRequest wanted, Received received) {
        equal("to the backend: method", wanted.method(), received.method());
        equal("to the backend: host", wanted.host(), received.host());
        equal("to the backend: path", wanted.path(), received.target());
        wanted.headers().forEach((name, value) -> header("to the backend: ", name, value, received.headers(), false));
        for (String name : wanted.absentHeaders()) {
            absent("to the backend: ", name, received.headers());
        }
        String naming = wanted.headerNamesBackend();
        if (naming != null) {
            List<String> values = HeaderLine.values(received.headers(), naming);
            if (values.size() != 1 || !received.pod().startsWith(values.get(0))) {
                differs(
                        "to the backend: " + naming + " names its pod",
                        received.pod() + " got " + naming + ": " + values);
            }
        }
    }

    private void responseHeaders(HttpExpectation expectation, Answered answer) {
        for (Map.Entry<String, Object> header : expectation.responseHeaders().entrySet()) {
            boolean optional = header.getKey().equalsIgnoreCase(OPTIONAL)
                    && HeaderLine.values(answer.headers(), OPTIONAL).isEmpty();
            if (overConnections && optional) {
                unseen.add("response header Server, which a front end need not send");
            } else if (!overConnections
                    && OF_CONNECTIONS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                unseen.add("response header " + header.getKey());
            } else {
                header("", header.getKey(), header.getValue(), answer.headers(), expectation.ignoreSpaces());
            }
        }
        for (String name : expectation.absentResponseHeaders()) {
            absent("", name, answer.headers());
        }
    }

    private void header(String where, String name, Object wanted, List<HeaderLine> lines, boolean ignoreSpaces) {
        List<String> values = HeaderLine.values(lines, name);
        String came = String.join(",", values);
        String compared = ignoreSpaces ? came.replace(" ", "") : came;
        if (values.isEmpty() || !fits(wanted, compared, ignoreSpaces)) {
            differs(where + name + ": " + wanted, values.isEmpty() ? "no " + name : name + ": " + came);
        }
    }

    private static boolean fits(Object wanted, String came, boolean ignoreSpaces) {
        if (wanted instanceof List<?> list) {
            return list.stream().anyMatch(each -> fits(each, came, ignoreSpaces));
        }
        if (wanted instanceof Map<?, ?> map) {
            return (!map.containsKey("contains") || came.contains(String.valueOf(map.get("contains"))))
                    && (!map.containsKey("notContains") || !came.contains(String.valueOf(map.get("notContains"))))
                    && (!map.containsKey("matches")
                            || Pattern.compile(String.valueOf(map.get("matches")))
                                    .matcher(came)
                                    .find());
        }
        String text = String.valueOf(wanted);
        return text.equals("*") || came.equals(ignoreSpaces ? text.replace(" ", "") : text);
    }

    private void absent(String where, String name, List<HeaderLine> lines) {
        List<String> values = HeaderLine.values(lines, name);
        if (!values.isEmpty()) {
            differs(where + "no " + name, name + ": " + String.join(",", values));
        }
    }

    private void redirect(Redirect wanted, HttpCall call, Answered answer) {
        List<String> locations = HeaderLine.values(answer.headers(), "Location");
        if (locations.size() != 1) {
            differs("one Location", "Location: " + locations);
            return;
        }
        URI location;
        try {
            location = URI.create((call.tls() ? "https" : "http") + "://"
                            + (call.host() == null ? "address" : call.host()) + "/")
                    .resolve(locations.get(0));
        } catch (IllegalArgumentException e) {
            differs("a Location that is a URI", locations.get(0));
            return;
        }
        equal("redirect to scheme", wanted.scheme(), location.getScheme());
        equal("redirect to host", wanted.host(), location.getHost());
        equal("redirect to path", wanted.path(), location.getRawPath());
        String port = wanted.port();
        int own = "https".equals(location.getScheme()) ? 443 : 80;
        int came = location.getPort() < 0 ? own : location.getPort();
        boolean fits = port == null || port.equals(String.valueOf(came)) || (port.equals("default") && came == own);
        if (!fits) {
            differs("redirect to port " + port, locations.get(0));
        }
    }
}
