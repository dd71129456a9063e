package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Backend;
import dev.gatehouse.routing.attach.Backend.Redirecting;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Backend.Unusable;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.CorsPolicy;
import dev.gatehouse.routing.attach.ExternalAuth;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.MirrorTo;
import dev.gatehouse.routing.attach.PathRewrite;
import dev.gatehouse.routing.attach.RequestFilters;
import dev.gatehouse.routing.attach.RuleAction;
import dev.gatehouse.routing.attach.RuleAction.Fail;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.attach.RuleAction.RedirectTo;
import dev.gatehouse.routing.attach.SessionPolicy;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.table.RouteEntry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rule that took a request into a decision. Filters act in fixed phases, whatever their order in the list: the answer to a
 * preflight of CORS; external authorization; extensions; header changes; redirect; rewrite; mirrors. The rule's own come first, then
 * those of the backend that was drawn. Safe for any number of threads.
 */
public final class Planner {
    private static final int UNIMPLEMENTED = 12;

    private final Upstreams upstreams;
    private final Chance chance;

    /**
     * A planner.
     *
     * @param random gives a number from 0 to below its argument: draws backends by weight, and mirrors
     * @param clock tells when a session begins and ends
     */
    public Planner(
            EndpointSource endpoints,
            LoadBalancer loadBalancer,
            RetryBudgets budgets,
            IntUnaryOperator random,
            InstantSource clock) {
        this(new Upstreams(endpoints, loadBalancer, budgets, clock), Chance.of(random));
    }

    private Planner(Upstreams upstreams, Chance chance) {
        this.upstreams = upstreams;
        this.chance = chance;
    }

    /** What becomes of a request that this entry took on this listener. */
    public Decision plan(AttachedListener listener, RouteEntry entry, Request request) {
        if (Cors.isPreflight(request)) {
            CorsPolicy policy = preflightPolicy(entry);
            if (policy != null) {
                return Answers.preflight(entry.rule().origin(), policy, request);
            }
        }
        boolean grpc = request.isGrpc();
        RequestFilters filters = entry.rule().filters();
        Decision decision = filters.isEmpty()
                ? act(listener, entry, request, grpc, Applied.NONE)
                : filtered(listener, entry, request, grpc, Applied.NONE.and(filters, request));
        ExternalAuth auth = filters.externalAuth();
        return auth == null || entry.rule().action() instanceof Fail
                ? decision
                : authorize(auth, entry, request, grpc, decision);
    }

    /**
     * What becomes of it with each backend of the rule, in the rule's order; only the one that the client's session leads to, where there is
     * one. Empty where the rule sends requests nowhere, or every weight is 0. Each endpoint is chosen as for a request that is sent.
     */
    public List<Outcome<Decision>> outcomes(AttachedListener listener, RouteEntry entry, Request request) {
        if (!(entry.rule().action() instanceof ForwardTo forward) || forward.totalWeight() == 0) {
            return List.of();
        }
        List<Outcome<Decision>> outcomes = new ArrayList<>();
        for (BackendShare share : forward.shares()) {
            Decision decision = new Planner(upstreams, Chance.certain(share)).plan(listener, entry, request);
            Decision then = decision instanceof Decision.Authorize question ? question.then() : decision;
            if (then instanceof Decision.Forward sent && sent.inSession()) {
                return List.of(new Outcome<>(sent.share(), 1, decision));
            }
            outcomes.add(new Outcome<>(share, share.weight() / (double) forward.totalWeight(), decision));
        }
        return outcomes;
    }

    /** The endpoints of a Service's port that are ready, as requests find them. */
    public List<Endpoint> endpoints(ServiceBackend backend) {
        return upstreams.ready(backend);
    }

    /** What becomes of a request that no listener or no rule takes: 404, and for a gRPC call UNIMPLEMENTED. */
    public static Decision.Respond unmatched(Request request, String reason) {
        return request.isGrpc()
                ? GrpcAnswers.of(null, UNIMPLEMENTED, reason, reason)
                : new Decision.Respond(null, 404, reason, false);
    }

    /** Whether a preflight of CORS that this entry took is answered by one of its filters. */
    public static boolean answersPreflights(RouteEntry entry) {
        return entry.rule().filters().cors() != null
                || (entry.rule().action() instanceof ForwardTo forward
                        && forward.shares().stream()
                                .anyMatch(share -> share.filters().cors() != null));
    }

    private @Nullable CorsPolicy preflightPolicy(RouteEntry entry) {
        BackendShare drawn = entry.rule().action() instanceof ForwardTo forward ? chance.draw(forward.shares()) : null;
        CorsPolicy own = drawn == null ? null : drawn.filters().cors();
        return own != null ? own : entry.rule().filters().cors();
    }

    private Decision authorize(ExternalAuth auth, RouteEntry entry, Request request, boolean grpc, Decision decision) {
        Endpoint endpoint = upstreams.choose(auth.backend(), request);
        if (endpoint == null) {
            return Answers.failed(entry.rule().origin(), Failure.REFUSED, grpc);
        }
        return new Decision.Authorize(
                entry.rule().origin(),
                auth,
                endpoint,
                auth.path() + request.target(),
                request.authority(),
                decision,
                grpc);
    }

    private Decision filtered(
            AttachedListener listener, RouteEntry entry, Request request, boolean grpc, Applied applied) {
        return applied.answer() != null
                ? Answers.extension(entry.rule().origin(), applied.answer())
                : act(listener, entry, request, grpc, applied);
    }

    private Decision act(AttachedListener listener, RouteEntry entry, Request request, boolean grpc, Applied applied) {
        RuleAction action = entry.rule().action();
        if (action instanceof ForwardTo forward) {
            return forward(listener, entry, forward, request, grpc, applied);
        } else if (action instanceof RedirectTo redirect) {
            return redirect(listener, entry, redirect, request, applied);
        }
        Fail fail = (Fail) action;
        return Answers.error(entry.rule().origin(), fail.status(), fail.reason(), grpc, applied, request);
    }

    private static Decision redirect(
            AttachedListener listener, RouteEntry entry, RedirectTo redirect, Request request, Applied applied) {
        return new Decision.Redirect(
                entry.rule().origin(),
                redirect.status(),
                Location.of(redirect, listener, entry, request),
                Cors.fields(applied.cors(), request));
    }

    private Decision forward(
            AttachedListener listener,
            RouteEntry entry,
            ForwardTo rule,
            Request request,
            boolean grpc,
            Applied applied) {
        SessionPolicy session = rule.session();
        if (session != null) {
            for (String token : Sessions.shown(session, request)) {
                for (BackendShare share : rule.shares()) {
                    Endpoint endpoint = upstreams.inSession(session, token, share.backend());
                    if (endpoint != null) {
                        return forward(listener, entry, rule, share, endpoint, request, grpc, applied);
                    }
                }
            }
        }
        BackendShare drawn = chance.draw(rule.shares());
        return drawn == null
                ? Answers.error(
                        entry.rule().origin(),
                        500,
                        "every backend of the rule has the weight 0",
                        grpc,
                        applied,
                        request)
                : forward(listener, entry, rule, drawn, null, request, grpc, applied);
    }

    /** @param pinned the endpoint of the client's session; null: any */
    private Decision forward(
            AttachedListener listener,
            RouteEntry entry,
            ForwardTo rule,
            BackendShare share,
            @Nullable Endpoint pinned,
            Request request,
            boolean grpc,
            Applied rules) {
        Applied applied = rules;
        if (!share.filters().isEmpty()) {
            applied = rules.and(share.filters(), request);
            if (applied.answer() != null) {
                return Answers.extension(entry.rule().origin(), applied.answer());
            }
        }
        Backend backend = share.backend();
        if (backend instanceof Redirecting redirecting) {
            return redirect(listener, entry, redirecting.redirect(), request, applied);
        } else if (backend instanceof Unusable unusable) {
            return Answers.error(entry.rule().origin(), unusable.status(), unusable.message(), grpc, applied, request);
        }
        ServiceBackend service = (ServiceBackend) backend;
        Endpoint endpoint = pinned != null ? pinned : upstreams.choose(service, request);
        if (endpoint == null) {
            return Answers.error(
                    entry.rule().origin(),
                    503,
                    "Service " + service + " has no ready endpoint",
                    grpc,
                    applied,
                    request);
        }
        String target = target(share.path(), entry, request);
        String host = share.hostname() == null ? request.authority() : share.hostname();
        UpstreamProtocol protocol = UpstreamProtocol.of(service, request, grpc);
        return new Decision.Forward(
                entry.rule().origin(),
                rule,
                share,
                endpoint,
                protocol,
                target,
                host,
                Edits.append(share.requestEdits(), applied.request()),
                responseEdits(share, applied, request),
                mirrors(share, protocol, target, host, request),
                upstreams,
                request,
                pinned != null);
    }

    private static List<HeaderEdits> responseEdits(BackendShare share, Applied applied, Request request) {
        List<HeaderEdits> edits = Edits.append(share.responseEdits(), applied.response());
        return applied.cors() == null ? edits : Edits.append(edits, Cors.edits(applied.cors(), request));
    }

    /** A tunnel is never copied. */
    private List<Mirror> mirrors(
            BackendShare share, UpstreamProtocol protocol, String target, String host, Request request) {
        if (share.mirrors().isEmpty() || protocol == UpstreamProtocol.WEBSOCKET) {
            return List.of();
        }
        List<Mirror> mirrors = new ArrayList<>(share.mirrors().size());
        for (MirrorTo mirror : share.mirrors()) {
            Endpoint endpoint = chance.copies(mirror) ? upstreams.choose(mirror.backend(), request) : null;
            if (endpoint != null) {
                mirrors.add(new Mirror(
                        mirror.backend(),
                        endpoint,
                        UpstreamProtocol.plain(mirror.backend(), protocol == UpstreamProtocol.GRPC),
                        target,
                        host,
                        mirror.requestEdits()));
            }
        }
        return List.copyOf(mirrors);
    }

    private static String target(@Nullable PathRewrite rewrite, RouteEntry entry, Request request) {
        if (rewrite == null) {
            return request.target();
        }
        String path = rewrite.apply(request.path(), entry.match().path().value());
        String query = request.query();
        return query == null ? path : path + "?" + query;
    }
}
