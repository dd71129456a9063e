package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.UpstreamProtocol;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Source;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.trust.ClientTrust;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Routes that decide what a test says. */
final class StubRoutes implements ServedRoutes {
    static final Bind WEB = new Bind(new ObjectRef("gateway.networking.k8s.io", "Gateway", "default", "web"), 80);
    static final Origin ORIGIN = new Origin(
            new ObjectRef("gateway.networking.k8s.io", "HTTPRoute", "default", "shop"), null, 0, null, Source.NONE);
    private static final ServiceBackend SHOP = new ServiceBackend("default", "shop", 80, null);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    volatile List<Bind> binds = List.of(WEB);
    volatile Set<Bind> tls = Set.of();
    volatile CertificateSelector certificates = CertificateSelector.of(List.of(), null);
    volatile ClientTrust clients;
    volatile Function<RequestHead, Decision> decision;

    StubRoutes(Function<RequestHead, Decision> decision) {
        this.decision = decision;
    }

    /** Everything goes to this port, as it came. */
    static StubRoutes to(int port) {
        return new StubRoutes(head -> forward(head, port));
    }

    static Forward forward(RequestHead head, int port) {
        return forward(head, port, List.of(), List.of(), null, null);
    }

    static Forward forward(
            RequestHead head,
            int port,
            List<HeaderEdits> requestEdits,
            List<HeaderEdits> responseEdits,
            Duration requestTimeout,
            Duration backendRequestTimeout) {
        return forward(
                head,
                new Endpoint.Address(InetAddress.getLoopbackAddress().getHostAddress(), port),
                requestEdits,
                responseEdits,
                requestTimeout,
                backendRequestTimeout);
    }

    static Forward forward(
            RequestHead head,
            Endpoint endpoint,
            List<HeaderEdits> requestEdits,
            List<HeaderEdits> responseEdits,
            Duration requestTimeout,
            Duration backendRequestTimeout) {
        List<String> host = head.headerLines("host");
        BackendShare share = new BackendShare(1, SHOP, requestEdits, responseEdits, null, null);
        return Forward.of(
                ORIGIN,
                new ForwardTo(List.of(share), requestTimeout, backendRequestTimeout),
                share,
                endpoint,
                UpstreamProtocol.HTTP_1_1,
                head.target(),
                host.isEmpty() ? "" : host.get(0),
                List.of());
    }

    JdkFrontEnd start() throws java.io.IOException {
        return start(FrontEndLimits.defaults());
    }

    JdkFrontEnd start(FrontEndLimits limits) throws java.io.IOException {
        return JdkFrontEnd.builder(this).port(80, 0).port(443, 0).limits(limits).start();
    }

    void serve(List<Bind> binds) {
        this.binds = binds;
        listeners.forEach(Runnable::run);
    }

    @Override
    public List<Bind> binds() {
        return binds;
    }

    @Override
    public boolean isTls(Bind bind) {
        return tls.contains(bind);
    }

    @Override
    public Decision decide(Bind bind, RequestHead head) {
        return decision.apply(head);
    }

    @Override
    public CertificateSelector certificates(Bind bind) {
        return certificates;
    }

    @Override
    public ClientTrust clients(Bind bind) {
        return clients;
    }

    @Override
    public List<Problem> problems() {
        return List.of();
    }

    @Override
    public Runnable onChange(Runnable task) {
        listeners.add(task);
        return () -> listeners.remove(task);
    }
}
