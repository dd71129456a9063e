package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.resource.Secret;
import java.util.List;

/**
 * The certificate that a Gateway shows to backends which it reaches by TLS ({@code Gateway.spec.tls.backend.clientCertificateRef}, GEP-3155).
 * It does not switch TLS on.
 */
record GatewayClientCertificate(Secret secret) {
    RoutingRule on(RoutingRule rule) {
        return new RoutingRule(rule.origin(), rule.hosts(), rule.matches(), on(rule.filters()), on(rule.action()));
    }

    StreamRule on(StreamRule rule) {
        return new StreamRule(rule.origin(), rule.hosts(), shares(rule.shares()));
    }

    private RuleAction on(RuleAction action) {
        return action instanceof ForwardTo forward
                ? new ForwardTo(
                        shares(forward.shares()),
                        forward.requestTimeout(),
                        forward.backendRequestTimeout(),
                        forward.retry(),
                        forward.session())
                : action;
    }

    private List<BackendShare> shares(List<BackendShare> shares) {
        return shares.stream().map(this::on).toList();
    }

    private BackendShare on(BackendShare share) {
        return new BackendShare(
                share.weight(),
                share.backend() instanceof ServiceBackend service ? on(service) : share.backend(),
                share.requestEdits(),
                share.responseEdits(),
                share.hostname(),
                share.path(),
                share.mirrors().stream().map(this::on).toList(),
                on(share.filters()));
    }

    private MirrorTo on(MirrorTo mirror) {
        return new MirrorTo(on(mirror.backend()), mirror.numerator(), mirror.denominator(), mirror.requestEdits());
    }

    private RequestFilters on(RequestFilters filters) {
        ExternalAuth auth = filters.externalAuth();
        return auth == null ? filters : new RequestFilters(filters.cors(), on(auth), filters.extensions());
    }

    private ExternalAuth on(ExternalAuth auth) {
        return new ExternalAuth(
                on(auth.backend()),
                auth.protocol(),
                auth.allowedHeaders(),
                auth.path(),
                auth.allowedResponseHeaders(),
                auth.maxBodySize());
    }

    private ServiceBackend on(ServiceBackend backend) {
        BackendTls tls = backend.tls();
        return tls == null
                ? backend
                : new ServiceBackend(
                        backend.namespace(), backend.name(), backend.port(), backend.appProtocol(), with(tls));
    }

    private BackendTls with(BackendTls tls) {
        return new BackendTls(tls.serverName(), tls.subjectAltNames(), tls.authorities(), tls.systemTrust(), secret);
    }
}
