package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.insight.Explanation;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An explanation for programs: {@code port}, {@code listener}, {@code taken}, {@code asked}, {@code decided}, {@code near}, {@code backends}, {@code answer}. */
final class ExplanationJson {
    private ExplanationJson() {}

    static String of(Explanation explanation) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        AttachedListener listener = explanation.listener();
        Request request = explanation.request();
        RouteEntry taken = explanation.taken();
        json.put("port", explanation.bind().port());
        json.put("listener", listener == null ? null : listener.name());
        json.put("taken", taken == null ? null : entry(taken, null));
        json.put(
                "asked",
                explanation.asked().stream()
                        .map(step -> entry(step.entry(), step.failing()))
                        .toList());
        json.put("decided", explanation.decided());
        json.put("near", explanation.near());
        json.put(
                "backends",
                taken == null || request == null
                        ? List.of()
                        : BackendSight.of(taken, request).stream()
                                .map(ExplanationJson::sight)
                                .toList());
        json.put("answer", answer(explanation.decision()));
        return Json.indented(json);
    }

    private static Map<String, @Nullable Object> entry(RouteEntry entry, @Nullable String failing) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("host", entry.host().toString());
        json.put("match", entry.match().toString());
        json.put("rule", entry.rule().origin().toString());
        json.put("failing", failing);
        return json;
    }

    private static Map<String, @Nullable Object> sight(BackendSight sight) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("percent", sight.percent());
        json.put("backend", sight.backend());
        json.put("host", sight.host());
        json.put("target", sight.target());
        json.put("edits", sight.edits());
        return json;
    }

    private static @Nullable Map<String, @Nullable Object> answer(Decision decision) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (decision instanceof Decision.Redirect redirect) {
            json.put("status", redirect.status());
            json.put("location", redirect.location());
        } else if (decision instanceof Decision.Respond respond) {
            json.put("status", respond.status());
            json.put("reason", respond.reason());
        } else {
            return null;
        }
        return json;
    }
}
