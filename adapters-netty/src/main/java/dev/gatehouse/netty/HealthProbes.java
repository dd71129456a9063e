package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.UpstreamLimits;
import dev.gatehouse.netty.upstream.Upstreams;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.HealthCheck;
import dev.gatehouse.routing.plan.HealthChecks;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks endpoints whether they are well, as {@link HealthChecks} says: a probe for each endpoint of each Service's port that the routes use. They
 * run on the event loops. Not safe for several threads at once; what the probes do is.
 */
final class HealthProbes {
    private final HealthChecks checks;
    private final EventLoopGroup group;
    private final Upstreams upstreams;
    private Map<Probed, HealthProbe> probes = new HashMap<>();

    /**
     * None yet.
     *
     * @param openSsl who speaks TLS with them
     */
    HealthProbes(
            HealthChecks checks, EventLoopGroup group, Transport transport, boolean openSsl, UpstreamLimits limits) {
        this.checks = checks;
        this.group = group;
        this.upstreams = new Upstreams(transport.channel(), openSsl, unshared(limits));
    }

    private record Probed(ServiceBackend backend, Endpoint.Address endpoint) {}

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

    /** Probes these endpoints from now on: those that are new begin, those that are gone end, all others go on as they are. */
    void follow(Map<ServiceBackend, List<Endpoint>> endpoints) {
        Map<Probed, HealthProbe> next = new HashMap<>();
        endpoints.forEach((backend, all) -> {
            HealthCheck check = checks.of(backend);
            if (check == null) {
                return;
            }
            for (Endpoint each : all) {
                if (each instanceof Endpoint.Address address) {
                    Probed probed = new Probed(backend, address);
                    HealthProbe known = probes.get(probed);
                    next.put(probed, known != null ? known : begin(probed, check));
                }
            }
        });
        probes.forEach((probed, probe) -> {
            if (!next.containsKey(probed)) {
                probe.end();
            }
        });
        probes = next;
    }

    private HealthProbe begin(Probed probed, HealthCheck check) {
        HealthProbe probe = new HealthProbe(probed.backend, probed.endpoint, check, checks, upstreams, group.next());
        probe.begin();
        return probe;
    }

    /** Ends all of them. */
    void end() {
        follow(Map.of());
        upstreams.close();
    }
}
