package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.insight.Explanation;
import dev.gatehouse.routing.insight.Explanation.Step;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.ArrayList;
import java.util.List;

/** An explanation for people: from the port down to the backend. */
final class ExplanationText {
    private ExplanationText() {}

    static List<String> lines(Explanation explanation, Styles styles) {
        List<String> lines = new ArrayList<>();
        Request request = explanation.request();
        AttachedListener listener = explanation.listener();
        if (request == null) {
            lines.add(answer(explanation.decision(), styles) + ": nothing of it reaches a rule");
            return lines;
        }
        lines.add(styles.bold(request.method() + " " + request.host() + request.target()));
        lines.add("  port      " + explanation.bind());
        lines.add("  listener  "
                + (listener == null
                        ? "none has this host"
                        : listener.name() + ", host " + (listener.hostname() == null ? "*" : listener.hostname())));
        for (Step step : explanation.asked()) {
            boolean taken = step.entry() == explanation.taken();
            String text = step.entry().host() + " " + step.entry().match() + "  "
                    + step.entry().rule().origin();
            lines.add(
                    taken
                            ? styles.green("  takes it  ") + text
                            : step.failing() != null
                                    ? styles.dim("  not       ") + text + ": " + step.failing()
                                    : styles.dim("  else      ") + text);
        }
        if (explanation.decided() != null) {
            lines.add("  decided by " + explanation.decided());
        }
        explanation.near().forEach(near -> lines.add("  nearly    " + near));
        RouteEntry taken = explanation.taken();
        if (taken == null) {
            lines.add(answer(explanation.decision(), styles));
            return lines;
        }
        List<BackendSight> sights = BackendSight.of(taken, request);
        for (BackendSight sight : sights) {
            lines.add("  " + sight.percent() + " % to " + sight.backend() + ", which sees " + request.method() + " "
                    + sight.target() + " with Host " + sight.host());
            sight.edits().forEach(edit -> lines.add("      " + edit));
        }
        if (sights.isEmpty()) {
            lines.add(answer(explanation.decision(), styles));
        }
        return lines;
    }

    private static String answer(Decision decision, Styles styles) {
        if (decision instanceof Decision.Redirect redirect) {
            return "  answer    " + redirect.status() + " to " + redirect.location();
        }
        return decision instanceof Decision.Respond respond
                ? styles.red("  answer    " + respond.status()) + ": " + respond.reason()
                : "  answer    " + decision;
    }
}
