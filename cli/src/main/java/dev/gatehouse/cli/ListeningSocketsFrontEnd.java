package dev.gatehouse.cli;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.routing.status.Address;
import dev.gatehouse.routing.status.FrontEnd;
import dev.gatehouse.routing.status.Statuses;
import dev.gatehouse.routing.status.SupportedFeatures;
import dev.gatehouse.tck.ListeningFrontEnd;
import dev.gatehouse.tck.Protocol;
import dev.gatehouse.tck.exchange.GatewayName;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.certificate.TlsSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A front end that {@code gatehouse serve} runs, held to the cases of the compatibility kit. Each port has any socket that is free. */
final class ListeningSocketsFrontEnd implements ListeningFrontEnd {
    private final InetAddress address = InetAddress.getLoopbackAddress();
    private final LiveRoutes routes;
    private final FrontEndKind kind;
    private final RunningFrontEnd frontEnd;

    /** Serves the classes of these controllers. */
    ListeningSocketsFrontEnd(FrontEndKind kind, Set<String> controllers) throws IOException {
        this.kind = kind;
        routes = LiveRoutes.builder()
                .controllers(new Controllers(controllers, false, Set.of()))
                .capabilities(kind.capabilities())
                .build(Resources.EMPTY);
        frontEnd = kind.start(routes, new FrontEndKind.Sockets(address, port -> 0, Map.of(), Map.of()), fallback());
    }

    private static ServerCertificate fallback() {
        ServerCertificate certificate = ServerCertificate.parse(
                        MintedCertificate.selfSigned("default.gatehouse.example")
                                .toSecret("gatehouse", "default"))
                .certificate();
        return Objects.requireNonNull(certificate, "a certificate just made");
    }

    @Override
    public void serve(Resources resources) throws IOException {
        if (routes.apply(resources) instanceof LiveRoutes.Update.Refused refused) {
            throw new IllegalArgumentException("resources with errors: " + refused.errors());
        }
        for (Problem problem : frontEnd.problems()) {
            if (problem.name().equals("port-not-opened")) {
                throw new IOException(problem.toString());
            }
        }
    }

    @Override
    public @Nullable InetSocketAddress socket(@Nullable GatewayName gateway, int port) {
        return socket(new Bind(owner(gateway), port));
    }

    @Override
    public @Nullable InetSocketAddress datagramSocket(@Nullable GatewayName gateway, int port) {
        return socket(new Bind(owner(gateway), port, Bind.Transport.UDP));
    }

    private static ObjectRef owner(@Nullable GatewayName gateway) {
        return gateway == null
                ? Bind.INGRESS
                : new ObjectRef("gateway.networking.k8s.io", "Gateway", gateway.namespace(), gateway.name());
    }

    private @Nullable InetSocketAddress socket(Bind bind) {
        return frontEnd.binds().contains(bind) ? new InetSocketAddress(address, frontEnd.socketPort(bind)) : null;
    }

    @Override
    public String cannot(Protocol protocol) {
        return kind.speaks().contains(protocol) ? "" : "not spoken: " + protocol.text();
    }

    /** Every change is made when {@code serve} returns. */
    @Override
    public Duration settling() {
        return Duration.ZERO;
    }

    /** What it cannot carry out. */
    @Override
    public Set<String> lacks() {
        Set<String> lacked = new HashSet<>(SupportedFeatures.NAMES);
        lacked.removeAll(SupportedFeatures.of(kind.capabilities()));
        return lacked;
    }

    @Override
    public String usableAddress() {
        return address.getHostAddress();
    }

    /** One that is kept for documentation (RFC 5737), so no machine has it. */
    @Override
    public String unusableAddress() {
        return "192.0.2.1";
    }

    @Override
    public Statuses statuses() {
        return routes.current()
                .status(FrontEnd.at(Address.ip(address.getHostAddress()))
                        .judging(ListeningSocketsFrontEnd::isCertificate)
                        .naming(secret -> TlsSecret.of(secret).names()));
    }

    private static boolean isCertificate(Secret secret) {
        return ServerCertificate.parse(secret).certificate() != null;
    }

    @Override
    public void close() {
        frontEnd.stop(Duration.ZERO);
    }
}
