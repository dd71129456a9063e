package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.tls.live.LiveCertificates;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.trust.ClientTrust;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link LiveRoutes}, with the certificates that they name. */
final class LiveServedRoutes implements ServedRoutes {
    private final LiveRoutes routes;
    private final LiveCertificates certificates;

    LiveServedRoutes(LiveRoutes routes, LiveCertificates certificates) {
        this.routes = routes;
        this.certificates = certificates;
    }

    /** Ports of other protocols than HTTP are not for this front end: nothing is opened for them. */
    @Override
    public List<Bind> binds() {
        Routes current = routes.current();
        return current.binds().stream()
                .filter(bind -> current.listeners(bind).stream().anyMatch(LiveServedRoutes::takesRequests))
                .toList();
    }

    @Override
    public boolean isTls(Bind bind) {
        return routes.current().listeners(bind).stream().anyMatch(LiveServedRoutes::isHttps);
    }

    private static boolean takesRequests(AttachedListener listener) {
        return listener.protocol() == Protocol.HTTP || isHttps(listener);
    }

    private static boolean isHttps(AttachedListener listener) {
        return listener.protocol() == Protocol.HTTPS;
    }

    @Override
    public Decision decide(Bind bind, RequestHead head) {
        return routes.current().decide(bind, head);
    }

    @Override
    public CertificateSelector certificates(Bind bind) {
        return certificates.selector(bind);
    }

    @Override
    public @Nullable ClientTrust clients(Bind bind) {
        return certificates.clients(bind);
    }

    @Override
    public List<Problem> problems() {
        return certificates.problems();
    }

    @Override
    public Runnable onChange(Runnable task) {
        Runnable endCertificates = certificates.follow(routes);
        Runnable endTask = routes.onChange(changed -> task.run());
        return () -> {
            endTask.run();
            endCertificates.run();
        };
    }
}
