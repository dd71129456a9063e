package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.RouteParent.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/** Messages of conditions, within what an API server takes ({@code Condition.message}: 32768 characters). */
final class Messages {
    private static final int LIMIT = 32_768;

    private Messages() {}

    static String of(List<Refusal> refusals) {
        return join(refusals.stream().map(Refusal::message).toList());
    }

    static String join(List<String> sentences) {
        String all = sentences.stream().collect(Collectors.joining("; "));
        // What a prefix such as "Dropped Rule: " adds must fit too.
        return all.length() <= LIMIT - 100 ? all : all.substring(0, LIMIT - 101) + "…";
    }
}
