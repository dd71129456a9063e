package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.insight.ConnectionExplanation;
import dev.gatehouse.routing.insight.Explanation;
import dev.gatehouse.routing.insight.Explanation.Step;
import dev.gatehouse.routing.insight.Near;
import dev.gatehouse.routing.insight.Nearby;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Outcome;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An explanation for people: from the port down to the backend. */
final class ExplanationText {
    private final List<String> lines = new ArrayList<>();
    private final Explained explained;
    private final Styles styles;

    private ExplanationText(Explained explained, Styles styles) {
        this.explained = explained;
        this.styles = styles;
    }

    static List<String> lines(Explained explained, Styles styles) {
        ExplanationText text = new ExplanationText(explained, styles);
        text.tell();
        return text.lines;
    }

    private void tell() {
        AskedRequest asked = explained.asked();
        lines.add(styles.bold(Plain.text(title(asked))));
        if (explained.bind() == null) {
            say(
                    "port",
                    "nothing listens for " + asked.scheme() + " on port " + asked.port() + "; there are: "
                            + (explained.ports().isEmpty() ? "none" : String.join(", ", explained.ports())));
        } else {
            say("port", explained.bind().toString());
        }
        if (explained.connection() != null) {
            connection(explained.connection());
        }
        if (explained.malformed() != null) {
            answer(styles.red("400"), explained.malformed());
        } else if (explained.explanation() != null) {
            request(explained.explanation());
        } else if (explained.nearby() != null) {
            nearby(explained.nearby());
        }
        explained.notes().forEach(note -> say("note", note));
    }

    private static String title(AskedRequest asked) {
        String host = Plain.bytes(asked.host());
        return asked.scheme().requests()
                ? asked.method() + " " + asked.scheme() + "://" + host + Plain.bytes(asked.target())
                        + (asked.http2() ? " over HTTP/2" : "")
                : asked.scheme() + "://" + host;
    }

    private void connection(ConnectionExplanation connection) {
        AttachedListener listener = connection.listener();
        boolean handshake = explained.asked().scheme().handshake();
        if (handshake) {
            say(
                    "TLS",
                    "server name " + (connection.serverName().isEmpty() ? "absent" : connection.serverName())
                            + (listener == null
                                    ? ": no listener has it"
                                    : ": listener " + named(listener)
                                            + (connection.others().isEmpty()
                                                    ? ""
                                                    : ", before " + names(connection.others()))));
        }
        if (listener != null && listener.tls()) {
            certificates();
            if (listener.clientValidation() != null) {
                say(
                        "",
                        "asks for a client certificate"
                                + (listener.clientValidation().required() ? " and refuses who has none" : ""));
            }
        } else if (listener != null && handshake) {
            say("", "TLS is passed through: the backend has the certificate");
        }
        connection.near().forEach(near -> say("nearly", near));
        if (connection.decision() instanceof ConnectionDecision.Refuse refuse
                && connection.outcomes().isEmpty()) {
            answer(styles.red("refused"), refuse.reason());
        }
        if (explained.uncertified()) {
            return;
        }
        if (connection.taken() != null) {
            lines.add(styles.green(label("takes it")) + connection.taken().origin());
        }
        for (Outcome<ConnectionDecision> outcome : connection.outcomes()) {
            say(
                    "",
                    percent(Sight.percent(outcome.fraction())) + " to "
                            + outcome.share().backend()
                            + (outcome.decision() instanceof ConnectionDecision.Refuse refuse
                                    ? ", refused: " + refuse.reason()
                                    : ""));
        }
    }

    private void certificates() {
        if (explained.uncertified()) {
            answer(
                    styles.red("refused"),
                    "no certificate of the port is for this server name, and the handshake fails");
        }
        for (CertificateSight certificate : explained.certificates()) {
            say(
                    "",
                    certificate.secret()
                            + " (" + certificate.keyType() + ", for " + String.join(", ", certificate.names())
                            + ", until "
                            + certificate.until() + "): " + certificate.why()
                            + (certificate.madeUp() ? "; it is not in the manifests, and another stands in" : "")
                            + (certificate.trusted() ? "" : "; clients will not trust it"));
        }
    }

    private void request(Explanation explanation) {
        AttachedListener listener = explanation.listener();
        if (listener != null) {
            say("listener", named(listener));
        }
        for (Step step : explanation.asked()) {
            if (step.entry() == explanation.taken()) {
                passedOver(explanation);
                lines.add(styles.green(label("takes it")) + Plain.text(text(step.entry())));
            } else if (step.failing() != null) {
                say("not", text(step.entry()) + ": " + step.failing());
            } else {
                say("else", text(step.entry()));
            }
        }
        if (explanation.taken() == null) {
            passedOver(explanation);
        }
        if (explanation.decided() != null) {
            say("decided", "by " + explanation.decided());
        }
        nearby(explanation.near());
        if (explanation.taken() == null) {
            end(explanation.decision(), explanation.unasked());
        } else {
            taken(explanation, explanation.taken());
        }
    }

    private void passedOver(Explanation explanation) {
        if (explanation.passedOver() > 0) {
            say("", "and " + explanation.passedOver() + " more that do not take it");
        }
    }

    private void taken(Explanation explanation, RouteEntry taken) {
        FiltersText.of(taken.rule().filters(), taken.rule().action()).forEach(this::say);
        List<Sight> sights = Sight.of(explanation, explained.asked());
        Decision answer = sights.isEmpty() ? explanation.decision() : Sight.answer(sights);
        if (answer != null) {
            end(answer, null);
            return;
        }
        Sight.Head before = null;
        for (Sight sight : sights) {
            String share = percent(sight.percent()) + " to " + sight.share().backend()
                    + (sight.inSession() ? ", where the client's session leads" : "");
            if (sight.answer() != null) {
                say("", percent(sight.percent()) + " answered with " + brief(sight.answer()));
                continue;
            }
            Sight.Head seen = sight.seen();
            boolean same = seen != null && seen.equals(before);
            say("", share + (same ? ", which sees the same" : ", which sees"));
            FiltersText.of(sight.share().filters(), null).forEach((name, text) -> deep(name + ": " + text));
            if (seen != null && !same) {
                head(seen);
                before = seen;
            }
            sight.answerEdits().forEach(edit -> deep("answer: " + edit));
            for (Sight.Copy copy : sight.copies()) {
                deep("mirror: " + percent(copy.percent()) + " copied to " + copy.backend()
                        + (copy.seen() == null ? ", which has no ready endpoint" : ""));
            }
        }
    }

    private void head(Sight.Head head) {
        deep(head.method() + " " + Plain.bytes(head.target()) + " over "
                + switch (head.protocol()) {
                    case HTTP_1_1 -> "HTTP/1.1";
                    case WEBSOCKET ->
                        explained.carriesWebSockets()
                                ? "HTTP/1.1, a WebSocket"
                                : "HTTP/1.1, without its Upgrade to a WebSocket";
                    case HTTP_2 -> "HTTP/2";
                    case GRPC -> "HTTP/2, a gRPC call";
                }
                + (head.serverName() == null ? "" : ", within TLS for " + head.serverName()));
        if (!head.host().isEmpty()) {
            deep("Host: " + Plain.bytes(head.host()));
        }
        head.headers().forEach(field -> deep(field.name() + ": " + Plain.bytes(field.value())));
    }

    private void nearby(Nearby nearby) {
        for (Near near : nearby.entries()) {
            say("nearly", text(near.entry()) + ": " + String.join("; ", near.differs()));
        }
        if (nearby.others() > 0 && !nearby.entries().isEmpty()) {
            say("", "and " + nearby.others() + " more that are farther off");
        }
        nearby.unserved().forEach(problem -> say("unserved", problem.resource() + ": " + problem.message()));
    }

    private void end(Decision decision, @Nullable String why) {
        if (decision instanceof Decision.Respond respond) {
            String status = Integer.toString(respond.status());
            answer(respond.status() < 400 ? status : styles.red(status), why == null ? respond.reason() : why);
            respond.fields().forEach(field -> deep(field.name() + ": " + field.value()));
        } else {
            say("answer", brief(decision));
        }
    }

    private static String brief(Decision decision) {
        if (decision instanceof Decision.Redirect redirect) {
            return redirect.status() + ", Location: " + redirect.location();
        } else if (decision instanceof Decision.Respond respond) {
            return respond.status() + ": " + respond.reason();
        }
        return decision instanceof Decision.Authorize question ? brief(question.then()) : decision.toString();
    }

    private void answer(String status, String why) {
        lines.add(label("answer") + status + ": " + Plain.text(why));
    }

    private void say(String label, String text) {
        String plain = Plain.text(text);
        lines.add(
                label.equals("not") || label.equals("else") ? styles.dim(label(label)) + plain : label(label) + plain);
    }

    private void deep(String text) {
        lines.add("                " + Plain.text(text));
    }

    private static String label(String label) {
        return String.format("  %-9s ", label);
    }

    private static String text(RouteEntry entry) {
        return entry.host() + " " + entry.match() + "  " + entry.rule().origin();
    }

    private static String named(AttachedListener listener) {
        return listener.name() + ", host " + (listener.hostname() == null ? "*" : listener.hostname());
    }

    private static String names(List<AttachedListener> listeners) {
        return String.join(
                ", ",
                listeners.stream()
                        .map(listener -> listener.name() + " ("
                                + (listener.hostname() == null ? "*" : listener.hostname()) + ")")
                        .toList());
    }

    /** Such as {@code 50 %} or {@code 33.33 %}. */
    private static String percent(double percent) {
        return (percent == Math.rint(percent)
                        ? Long.toString(Math.round(percent))
                        : String.format(Locale.ROOT, "%.2f", percent).replaceFirst("0$", ""))
                + " %";
    }
}
