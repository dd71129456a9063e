package dev.gatehouse.cli;

import dev.gatehouse.netty.ProxyProtocol;
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
import dev.gatehouse.tck.ControllerSettings;
import dev.gatehouse.tck.ListeningFrontEnd;
import dev.gatehouse.tck.Protocol;
import dev.gatehouse.tck.ProxySettings;
import dev.gatehouse.tck.exchange.GatewayName;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.certificate.TlsSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A front end that {@code gatehouse serve} runs, held to the cases of the compatibility kit. Each port has any socket that is free. */
final class ListeningSocketsFrontEnd implements ListeningFrontEnd {
    private final InetAddress address = InetAddress.getLoopbackAddress();
    private final LiveRoutes routes;
    private final FrontEndKind kind;
    private RunningFrontEnd frontEnd;
    private ProxySettings proxy = ProxySettings.NONE;

    /** Serves the classes of these controllers. */
    ListeningSocketsFrontEnd(FrontEndKind kind, Set<String> controllers) throws IOException {
        this.kind = kind;
        routes = LiveRoutes.builder()
                .controllers(new Controllers(controllers, false, Set.of()))
                .capabilities(kind.capabilities())
                .build(Resources.EMPTY);
        frontEnd = start();
    }

    private RunningFrontEnd start() throws IOException {
        FrontEndKind.Sockets sockets = new FrontEndKind.Sockets(address, port -> 0, Map.of(), Map.of());
        return kind.start(routes, sockets.with(protocol(proxy)), fallback());
    }

    private static ProxyProtocol protocol(ProxySettings settings) {
        ProxyProtocol protocol = ProxyProtocol.NONE;
        for (int port : settings.ports()) {
            protocol = protocol.from(port, List.of("127.0.0.0/8"));
        }
        for (Map.Entry<ProxySettings.NamedService, Integer> to :
                settings.services().entrySet()) {
            protocol = protocol.to(
                    to.getKey().namespace(),
                    to.getKey().name(),
                    to.getValue() == 1 ? ProxyProtocol.Version.V1 : ProxyProtocol.Version.V2);
        }
        return protocol;
    }

    /** Starts anew where another PROXY protocol is wanted, which it can speak where it is Netty's. */
    @Override
    public String configure(ControllerSettings settings) {
        ControllerSettings able = new ControllerSettings(
                Map.of(), List.of(), kind == FrontEndKind.netty ? settings.proxy() : ProxySettings.NONE);
        if (!settings.equals(able)) {
            return ListeningFrontEnd.super.configure(settings);
        }
        if (!proxy.equals(settings.proxy())) {
            proxy = settings.proxy();
            frontEnd.stop(Duration.ZERO);
            try {
                frontEnd = start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return "";
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
