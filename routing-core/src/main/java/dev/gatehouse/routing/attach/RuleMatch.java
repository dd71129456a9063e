package dev.gatehouse.routing.attach;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One alternative of a rule: all parts must hold.
 *
 * @param index its position in the rule, from 0
 * @param method null: any
 */
public record RuleMatch(
        int index, PathMatch path, @Nullable String method, List<ValueMatch> headers, List<ValueMatch> queryParams) {
    public RuleMatch {
        headers = List.copyOf(headers);
        queryParams = List.copyOf(queryParams);
    }

    /** One that asks for nothing but the path. */
    public static RuleMatch of(int index, PathMatch path) {
        return new RuleMatch(index, path, null, List.of(), List.of());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (method != null) {
            text.append(method).append(' ');
        }
        text.append(path);
        headers.forEach(header -> text.append(" header ").append(header));
        queryParams.forEach(parameter -> text.append(" query ").append(parameter));
        return text.toString();
    }
}
