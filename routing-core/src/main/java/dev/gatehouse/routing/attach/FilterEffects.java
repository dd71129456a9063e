package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.Backend.Unusable;
import dev.gatehouse.routing.resource.HttpRouteFilter.RequestRedirect;
import dev.gatehouse.routing.resource.HttpRouteFilter.UrlRewrite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one list of filters does, sorted by the phases in which they act.
 *
 * @param hostname what a header modifier sets {@code Host} to; null: nothing
 * @param fault why the list cannot be carried out as a whole; null: it can. A rule is never served without one of its filters
 */
record FilterEffects(
        RequestFilters filters,
        List<HeaderEdits> requestEdits,
        List<HeaderEdits> responseEdits,
        @Nullable String hostname,
        @Nullable RequestRedirect redirect,
        @Nullable UrlRewrite rewrite,
        List<MirrorTo> mirrors,
        @Nullable Unusable fault) {
    /** That of no filters. */
    static final FilterEffects NONE =
            new FilterEffects(RequestFilters.NONE, List.of(), List.of(), null, null, null, List.of(), null);

    /** The host that a backend sees: a rewrite's, else a header modifier's; null: what the client sent. */
    @Nullable
    String sentHost() {
        return rewrite != null && rewrite.hostname() != null
                ? rewrite.hostname().text()
                : hostname;
    }

    @Nullable
    PathRewrite sentPath() {
        return rewrite == null ? null : PathRewrite.of(rewrite.path());
    }

    RuleAction.@Nullable RedirectTo redirectTo() {
        return redirect == null
                ? null
                : new RuleAction.RedirectTo(
                        redirect.statusCode(),
                        redirect.scheme(),
                        redirect.hostname() == null ? null : redirect.hostname().text(),
                        redirect.port(),
                        PathRewrite.of(redirect.path()));
    }
}
