package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.attach.MirrorTo;
import dev.gatehouse.routing.insight.Explanation;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Mirror;
import dev.gatehouse.routing.plan.Outcome;
import dev.gatehouse.routing.plan.UpstreamHeaders;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import dev.gatehouse.routing.plan.UpstreamProtocol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backend's part in a rule, and the request as it sees it.
 *
 * @param percent of the requests
 * @param answer what is answered in its place; null where it gets the request
 * @param seen null where it gets none
 * @param answerEdits the changes to its answer's headers, in order, each in a phrase
 */
record Sight(
        double percent,
        BackendShare share,
        @Nullable Decision answer,
        @Nullable Head seen,
        List<String> answerEdits,
        List<Copy> copies,
        boolean inSession) {
    /** Where a program on the same machine asks. */
    private static final String CLIENT = "127.0.0.1";

    Sight {
        answerEdits = List.copyOf(answerEdits);
        copies = List.copyOf(copies);
    }

    /**
     * A request's head; its framing, and what speaks of the connection, is left out.
     *
     * @param host empty for none
     */
    record Head(
            UpstreamProtocol protocol,
            @Nullable String serverName,
            String method,
            String target,
            String host,
            List<Field> headers) {
        Head {
            headers = List.copyOf(headers);
        }

        private static Head of(
                ServiceBackend backend,
                UpstreamProtocol protocol,
                String target,
                String host,
                List<HeaderEdits> edits,
                AskedRequest asked) {
            return new Head(
                    protocol,
                    backend.tls() == null ? null : backend.tls().serverName(),
                    asked.method(),
                    target,
                    host,
                    UpstreamHeaders.of(asked.fields(), client(asked), edits));
        }
    }

    /**
     * A copy of some requests.
     *
     * @param percent of those that the backend gets
     * @param seen null where the mirror's Service has no endpoint
     */
    record Copy(double percent, String backend, @Nullable Head seen) {}

    /** The client as a front end would see one on the same machine. */
    static Client client(AskedRequest asked) {
        return new Client(CLIENT, asked.scheme().handshake() ? "https" : "http", asked.port(), asked.host());
    }

    static List<Sight> of(Explanation explanation, AskedRequest asked) {
        return explanation.outcomes().stream()
                .map(outcome -> of(outcome, asked))
                .toList();
    }

    private static Sight of(Outcome<Decision> outcome, AskedRequest asked) {
        double percent = percent(outcome.fraction());
        Decision decision =
                outcome.decision() instanceof Decision.Authorize question ? question.then() : outcome.decision();
        if (!(decision instanceof Forward forward)) {
            return new Sight(percent, outcome.share(), decision, null, List.of(), List.of(), false);
        }
        return new Sight(
                percent,
                outcome.share(),
                null,
                Head.of(
                        forward.backend(),
                        forward.protocol(),
                        forward.target(),
                        forward.host(),
                        forward.requestEdits(),
                        asked),
                edits(forward.responseEdits()),
                copies(outcome.share(), forward, asked),
                forward.inSession());
    }

    /** What is answered, whichever backend is drawn; null where that differs, or a backend gets the request. */
    static @Nullable Decision answer(List<Sight> sights) {
        Decision first = sights.isEmpty() ? null : sights.get(0).answer();
        return sights.stream().allMatch(sight -> first != null && first.equals(sight.answer())) ? first : null;
    }

    private static List<Copy> copies(BackendShare share, Forward forward, AskedRequest asked) {
        if (forward.protocol() == UpstreamProtocol.WEBSOCKET) {
            return List.of();
        }
        List<Mirror> sent = new ArrayList<>(forward.mirrors());
        List<Copy> copies = new ArrayList<>();
        for (MirrorTo mirror : share.mirrors()) {
            Mirror copy = sent.isEmpty() || !sent.get(0).backend().equals(mirror.backend()) ? null : sent.remove(0);
            copies.add(new Copy(
                    percent(mirror.numerator() / (double) mirror.denominator()),
                    mirror.backend().toString(),
                    copy == null
                            ? null
                            : Head.of(
                                    copy.backend(),
                                    copy.protocol(),
                                    copy.target(),
                                    copy.host(),
                                    copy.requestEdits(),
                                    asked)));
        }
        return copies;
    }

    /** In hundredths of a percent. */
    static double percent(double fraction) {
        return Math.round(fraction * 10_000) / 100.0;
    }

    static List<String> edits(List<HeaderEdits> all) {
        List<String> edits = new ArrayList<>();
        for (HeaderEdits each : all) {
            each.set().forEach(field -> edits.add("set " + field.name() + ": " + field.value()));
            each.add().forEach(field -> edits.add("add " + field.name() + ": " + field.value()));
            each.remove().forEach(name -> edits.add("remove " + name));
        }
        return edits;
    }
}
