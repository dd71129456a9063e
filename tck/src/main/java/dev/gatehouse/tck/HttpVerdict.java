package dev.gatehouse.tck;

import dev.gatehouse.tck.HttpExpectation.Redirect;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.HttpOutcome;
import dev.gatehouse.tck.exchange.HttpOutcome.Answered;
import dev.gatehouse.tck.exchange.HttpOutcome.Unanswered;
import dev.gatehouse.tck.exchange.HttpOutcome.Unseen;
import dev.gatehouse.tck.exchange.Received;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an outcome differs from what was expected. For one outcome and one thread. */
final class HttpVerdict {
    /** Response headers that belong to a connection or to whoever writes to it. */
    private static final Set<String> OF_CONNECTIONS =
            Set.of("connection", "content-length", "date", "server", "transfer-encoding");

    /** RFC 9110, 10.2.4: whoever answers may name his program there, and is better off without. */
    private static final String OPTIONAL = "Server";

    private final Differences differences;
    private final BackendVerdict.Certificates certificates;
    private final boolean overConnections;

    HttpVerdict(Differences differences, BackendVerdict.Certificates certificates, boolean overConnections) {
        this.differences = differences;
        this.certificates = certificates;
        this.overConnections = overConnections;
    }

    /** @param received what the backend that answered received; null where none answered */
    void compare(HttpExpectation expectation, HttpCall call, HttpOutcome outcome, @Nullable Received received) {
        if (outcome instanceof Unanswered unanswered) {
            if (!expectation.rejected()) {
                differences.add(wanted(expectation), "no response: " + unanswered.reason());
            }
        } else if (outcome instanceof Unseen unseen) {
            differences.notSeen(unseen.reason());
        } else if (outcome instanceof Answered answered) {
            answer(expectation, call, answered, received);
        }
    }

    private static String wanted(HttpExpectation expectation) {
        return expectation.statuses().isEmpty() ? "a response" : "status " + expectation.statuses();
    }

    private static String from(@Nullable Received received) {
        return received == null ? "the front end itself" : received.namespace() + "/" + received.pod();
    }

    private void answer(HttpExpectation expectation, HttpCall call, Answered answer, @Nullable Received received) {
        int status = answer.status();
        if (expectation.rejected()) {
            differences.add("no response", "status " + status);
            return;
        }
        if (!expectation.statuses().isEmpty() && !expectation.statuses().contains(status)) {
            differences.add(wanted(expectation), "status " + status + " from " + from(received));
        }
        if (expectation.statusesNot().contains(status)) {
            differences.add("a status other than " + expectation.statusesNot(), "status " + status);
        }
        String protocol = expectation.protocol();
        if (protocol != null && answer.protocol() == null) {
            differences.notSeen("the HTTP version of the answer");
        } else if (protocol != null) {
            differences.equal(
                    "answered by",
                    BackendVerdict.version(protocol),
                    BackendVerdict.version(String.valueOf(answer.protocol())));
        }
        if (status == 200 || status == 204) {
            backend(expectation, received);
            responseHeaders(expectation, answer);
        } else if (status >= 300 && status < 400 && expectation.redirect() != null) {
            redirect(expectation.redirect(), call, answer);
        }
        content(expectation, answer);
        connection(expectation, answer);
    }

    private void backend(HttpExpectation expectation, @Nullable Received received) {
        if (expectation.noBackend() && received != null) {
            differences.add("an answer of the front end itself", "one from " + from(received));
        }
        new BackendVerdict(differences, certificates, overConnections)
                .compare(expectation.backend(), expectation.namespace(), expectation.backendRequest(), received);
    }

    private void responseHeaders(HttpExpectation expectation, Answered answer) {
        Map<String, ExpectedValue> judged = new LinkedHashMap<>();
        expectation.responseHeaders().forEach((name, wanted) -> {
            boolean optional = name.equalsIgnoreCase(OPTIONAL)
                    && HeaderLine.values(answer.headers(), OPTIONAL).isEmpty();
            if (overConnections && optional) {
                differences.notSeen("response header Server, which a front end need not send");
            } else if (!overConnections && OF_CONNECTIONS.contains(name.toLowerCase(Locale.ROOT))) {
                differences.notSeen("response header " + name);
            } else {
                judged.put(name, wanted);
            }
        });
        differences.headers(
                "",
                judged,
                expectation.absentResponseHeaders(),
                name -> HeaderLine.values(answer.headers(), name),
                expectation.ignoreSpaces());
    }

    private void content(HttpExpectation expectation, Answered answer) {
        String body = expectation.body();
        if (body != null && !overConnections && answer.body().isEmpty()) {
            differences.notSeen("the body");
        } else if (body != null && !answer.body().contains(body)) {
            String came = answer.body().length() > 200 ? answer.body().substring(0, 200) + "…" : answer.body();
            differences.add("a body with " + body, came.isEmpty() ? "no body" : came.strip());
        }
        CookieVerdict.compare(expectation.cookies(), expectation.absentCookies(), answer.headers(), differences);
    }

    private void connection(HttpExpectation expectation, Answered answer) {
        Duration most = expectation.timeoutAtMost();
        Duration elapsed = answer.elapsed();
        if (most != null && elapsed == null) {
            differences.notSeen("how long the answer takes");
        } else if (most != null && elapsed != null && elapsed.compareTo(most) > 0) {
            differences.add("an answer within " + most, "one after " + elapsed);
        }
        if (expectation.certificateRequested() && !overConnections) {
            differences.notSeen("whether a client certificate is asked for");
        } else if (expectation.certificateRequested() && !answer.certificateRequested()) {
            differences.add("a client certificate is asked for", "none was");
        }
    }

    private void redirect(Redirect wanted, HttpCall call, Answered answer) {
        List<String> locations = HeaderLine.values(answer.headers(), "Location");
        if (locations.size() != 1) {
            differences.add("one Location", "Location: " + locations);
            return;
        }
        URI location;
        try {
            location = URI.create(call.scheme() + "://" + (call.host() == null ? "address" : call.host()) + "/")
                    .resolve(locations.get(0));
        } catch (IllegalArgumentException e) {
            differences.add("a Location that is a URI", locations.get(0));
            return;
        }
        differences.equal("redirect to scheme", wanted.scheme(), location.getScheme());
        differences.equal("redirect to host", wanted.host(), location.getHost());
        differences.equal("redirect to path", wanted.path(), location.getRawPath());
        String port = wanted.port();
        int own = "https".equals(location.getScheme()) ? 443 : 80;
        int came = location.getPort() < 0 ? own : location.getPort();
        boolean fits = port == null || port.equals(String.valueOf(came)) || (port.equals("default") && came == own);
        if (!fits) {
            differences.add("redirect to port " + port, locations.get(0));
        }
    }
}
