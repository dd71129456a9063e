package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.Opening;
import dev.gatehouse.netty.upstream.Target;
import dev.gatehouse.netty.upstream.UpstreamFailure;
import dev.gatehouse.netty.upstream.UpstreamFailure.Kind;
import dev.gatehouse.netty.upstream.Upstreams;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.ConnectionDecision.Forward;
import dev.gatehouse.routing.plan.ConnectionDecision.Refuse;
import dev.gatehouse.routing.plan.LoadBalancer.Outcome;
import dev.gatehouse.tls.hello.Refused;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Carries the connections of a port to endpoints, as they are. Safe for any number of threads. */
@SuppressWarnings("FutureReturnValueIgnored")
final class StreamForwarding {
    private static final Logger LOG = System.getLogger("dev.gatehouse.netty");

    private final LiveRoutes routes;
    private final Bind bind;
    private final Upstreams upstreams;
    private final FrontEndLimits limits;
    private final StreamCounters counters;
    private final ProxyProtocol proxy;

    StreamForwarding(
            LiveRoutes routes,
            Bind bind,
            Upstreams upstreams,
            FrontEndLimits limits,
            StreamCounters counters,
            ProxyProtocol proxy) {
        this.routes = routes;
        this.bind = bind;
        this.upstreams = upstreams;
        this.limits = limits;
        this.counters = counters;
        this.proxy = proxy;
    }

    /** Takes a connection of which nothing has to be known. */
    void enter(Channel client) {
        ConnectionDecision decision = decide(null);
        if (decision instanceof Forward forward) {
            forward(client, forward);
        } else {
            refuse(client, decision instanceof Refuse refuse ? refuse.reason() : "the port is for requests now");
        }
    }

    /** What becomes of a connection; null for one without a server name. */
    ConnectionDecision decide(@Nullable String serverName) {
        return routes.current().connect(bind, serverName);
    }

    /** Ends a connection that nothing takes. A reset, so that nobody takes it for the end of an answer. */
    void refuse(Channel client, String reason) {
        counters.refused.increment();
        LOG.log(Level.DEBUG, "{0}: a connection of {1} is refused: {2}", bind, client.remoteAddress(), reason);
        Resets.reset(client);
    }

    /** One ends that does not begin with a ClientHello. */
    void notTls(Channel client, Refused.Reason reason) {
        counters.notTls.increment();
        LOG.log(Level.DEBUG, "{0}: a connection of {1} is not TLS: {2}", bind, client.remoteAddress(), reason);
    }

    private void begin(Channel endpoint, Tunnel tunnel, Forward forward, Channel client) {
        ProxyProtocol.Version version = proxy.sentTo(forward.backend());
        if (version != null) {
            ProxyHeaderWriter.add(endpoint, version, client);
        }
        endpoint.pipeline().addLast(tunnel);
    }

    /** Connects it; what the client sends meanwhile waits where it is. */
    void forward(Channel client, Forward forward) {
        Tunnel atClient = new Tunnel(limits.tunnelIdle());
        Tunnel atEndpoint = new Tunnel(limits.tunnelIdle());
        client.pipeline().addLast(atClient);
        // What has been read together with the end is still to be sent.
        client.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        Target target = new Target(
                forward.endpoint(), Target.Protocol.OPAQUE, forward.backend().tls());
        forward.began();
        upstreams.connect(
                client.eventLoop(), target, endpoint -> begin(endpoint, atEndpoint, forward, client), new Opening() {
                    @Override
                    public void opened(Channel endpoint) {
                        if (client.isActive()) {
                            client.closeFuture().addListener(closed -> forward.ended(Outcome.ANSWERED));
                            counters.forwarded(client);
                            Tunnel.join(client, atClient, endpoint, atEndpoint);
                        } else {
                            forward.ended(Outcome.ABANDONED);
                            Resets.reset(endpoint);
                        }
                    }

                    @Override
                    public void failed(UpstreamFailure failure) {
                        forward.ended(failure.kind() == Kind.CONNECT_TIMEOUT ? Outcome.TIMEOUT : Outcome.UNREACHABLE);
                        counters.unreachable.increment();
                        LOG.log(
                                Level.DEBUG,
                                "{0}: a connection of {1} to {2} ended: {3}",
                                bind,
                                client.remoteAddress(),
                                forward.endpoint(),
                                failure);
                        Resets.reset(client);
                    }
                });
    }
}
