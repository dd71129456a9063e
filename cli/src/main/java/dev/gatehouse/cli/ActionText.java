package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.PathRewrite;
import dev.gatehouse.routing.attach.RuleAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule does, in a phrase. */
final class ActionText {
    private ActionText() {}

    /** Such as {@code default/api:80}, {@code default/v1:80 weight 9, default/v2:80 weight 1} or {@code redirect 301 to https://*}. */
    static String of(RuleAction action) {
        if (action instanceof RuleAction.ForwardTo forward) {
            return shares(forward.shares());
        }
        if (action instanceof RuleAction.RedirectTo redirect) {
            return "redirect " + redirect.status() + " to " + location(redirect);
        }
        RuleAction.Fail fail = (RuleAction.Fail) action;
        return "answer " + fail.status() + ": " + fail.reason();
    }

    /** Where requests or connections go. */
    static String shares(List<BackendShare> backends) {
        boolean weighted = backends.size() > 1 || backends.stream().allMatch(share -> share.weight() == 0);
        List<String> shares = new ArrayList<>();
        for (BackendShare share : backends) {
            StringBuilder text = new StringBuilder().append(share.backend());
            if (weighted) {
                text.append(" weight ").append(share.weight());
            }
            List<String> changes = changes(share);
            if (!changes.isEmpty()) {
                text.append(" (").append(String.join(", ", changes)).append(')');
            }
            shares.add(text.toString());
        }
        return String.join(", ", shares);
    }

    private static List<String> changes(BackendShare share) {
        List<String> changes = new ArrayList<>();
        if (share.hostname() != null) {
            changes.add("host " + share.hostname());
        }
        if (share.path() != null) {
            changes.add(path(share.path()));
        }
        if (!share.requestEdits().isEmpty()) {
            changes.add("edits request headers");
        }
        if (!share.responseEdits().isEmpty()) {
            changes.add("edits response headers");
        }
        return changes;
    }

    private static String path(PathRewrite rewrite) {
        if (rewrite instanceof PathRewrite.Full full) {
            return "path " + full.value();
        }
        return "path prefix " + ((PathRewrite.Prefix) rewrite).replacement();
    }

    /** An asterisk stands for what the request has there. */
    private static String location(RuleAction.RedirectTo redirect) {
        return or(redirect.scheme()) + "://" + or(redirect.hostname())
                + (redirect.port() == null ? "" : ":" + redirect.port())
                + (redirect.path() == null ? "" : " with " + path(redirect.path()));
    }

    private static String or(@Nullable String part) {
        return part == null ? "*" : part;
    }
}
