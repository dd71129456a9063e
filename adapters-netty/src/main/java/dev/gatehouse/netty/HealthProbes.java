package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.UpstreamLimits;
import dev.gatehouse.netty.upstream.Upstreams;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.HealthCheck;
import dev.gatehouse.routing.plan.HealthChecks;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks endpoints whether they are well, as {@link HealthChecks} says: a probe for each endpoint of each Service's port that the routes use. They
 * run on the event loops. Not safe for several threads at once; what the probes do is.
 */
final class HealthProbes {
    private final HealthChecks checks;
    private final Prober prober;
    private final Runnable close;
    private final Map<ServiceBackend, Map<Endpoint.Address, Runnable>> ends = new HashMap<>();
    private @Nullable Routes followed;

    /**
     * None yet.
     *
     * @param close what to do when all have ended
     */
    HealthProbes(HealthChecks checks, Prober prober, Runnable close) {
        this.checks = checks;
        this.prober = prober;
        this.close = close;
    }

    /** Asks one endpoint from now on. */
    interface Prober {
        /** Returns what ends it. */
        Runnable begin(ServiceBackend backend, Endpoint.Address endpoint, HealthCheck check);
    }

    /**
     * None yet, of those that a front end asks.
     *
     * @param openSsl who speaks TLS with them
     */
    static HealthProbes on(
            EventLoopGroup group, HealthChecks checks, Transport transport, boolean openSsl, UpstreamLimits limits) {
        Upstreams upstreams = new Upstreams(transport.channel(), openSsl, unshared(limits));
        return new HealthProbes(
                checks,
                (backend, endpoint, check) -> {
                    HealthProbe probe = new HealthProbe(backend, endpoint, check, checks, upstreams, group.next());
                    probe.begin();
                    return probe::end;
                },
                upstreams::close);
    }

    /** Each probe has a connection of its own, which tells more than one that is open already, and none counts against the limits of requests. */
    private static UpstreamLimits unshared(UpstreamLimits limits) {
        return new UpstreamLimits(
                limits.connect(),
                Duration.ofMillis(1),
                0,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                limits.handlers(),
                limits.message(),
                limits.http2());
    }

    /**
     * Probes the endpoints of these routes from now on: those that are new begin, those that are gone end, all others go on as they are. Costs what changed since the
     * routes that were followed last, whatever lay between.
     */
    void follow(Routes routes) {
        Routes before = followed;
        (before == null ? routes.upstreams() : routes.upstreamsSince(before)).forEach(this::probe);
        followed = routes;
    }

    private void probe(ServiceBackend backend, List<Endpoint> endpoints) {
        HealthCheck check = checks.of(backend);
        if (check == null) {
            return;
        }
        Map<Endpoint.Address, Runnable> before = ends.getOrDefault(backend, Map.of());
        Map<Endpoint.Address, Runnable> next = new HashMap<>();
        for (Endpoint each : endpoints) {
            if (each instanceof Endpoint.Address address) {
                Runnable known = before.get(address);
                next.put(address, known != null ? known : prober.begin(backend, address, check));
            }
        }
        before.forEach((address, end) -> {
            if (!next.containsKey(address)) {
                end.run();
            }
        });
        if (next.isEmpty()) {
            ends.remove(backend);
        } else {
            ends.put(backend, next);
        }
    }

    /** Ends all of them. */
    void end() {
        ends.values().forEach(some -> some.values().forEach(Runnable::run));
        ends.clear();
        followed = null;
        close.run();
    }
}
