package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.BackendTls;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.ClientValidation;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.UpstreamProtocol;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.context.ServerTls;
import dev.gatehouse.tls.select.CertificateEntry;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ListenerCertificates;
import dev.gatehouse.tls.trust.ClientTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** TLS to backends, and certificates of clients. */
final class BackendTlsTest {
    private static final Bind SECURE = new Bind(StubRoutes.WEB.owner(), 443);
    private static final MintedCertificate AUTHORITY =
            MintedCertificate.builder().authority("Test").mint();
    private static final MintedCertificate OTHER =
            MintedCertificate.builder().authority("Other").mint();
    private static final MintedCertificate SHOP =
            MintedCertificate.builder("shop.internal").signedBy(AUTHORITY).mint();

    private static CertificateSelector selector(String name, MintedCertificate minted) {
        ServerCertificate certificate =
                ServerCertificate.parse(minted.toSecret("default", "tls")).certificate();
        return CertificateSelector.of(
                List.of(new ListenerCertificates(new Hostname(name), List.of(CertificateEntry.of(certificate)))), null);
    }

    /** A backend that says the name it was asked for, and shows nothing to whom asks for none. */
    private static HttpsServer backend(ClientTrust clients, BlockingQueue<String> names) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = ServerTls.context(() -> selector("shop.internal", SHOP), () -> clients);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                parameters.setSSLParameters(ServerTls.parameters(clients, List.of("http/1.1")));
            }
        });
        server.createContext("/", exchange -> {
            names.add(ServerTls.serverName(((com.sun.net.httpserver.HttpsExchange) exchange).getSSLSession()) + " "
                    + exchange.getRequestHeaders().getFirst("Host"));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        return server;
    }

    private static StubRoutes to(HttpsServer server, BackendTls tls) {
        ServiceBackend backend = new ServiceBackend("default", "shop", 443, null, tls);
        BackendShare share = BackendShare.of(1, backend);
        return new StubRoutes(head -> Forward.of(
                StubRoutes.ORIGIN,
                new ForwardTo(List.of(share), null, null),
                share,
                new Endpoint.Address("127.0.0.1", server.getAddress().getPort()),
                UpstreamProtocol.HTTP_1_1,
                head.target(),
                head.header("host"),
                List.of()));
    }

    private static BackendTls tls(String name, MintedCertificate trusted, Secret shown) {
        return new BackendTls(name, List.of(), List.of(trusted.certificatePem()), false, shown);
    }

    private static int status(StubRoutes routes) throws IOException {
        try (JdkFrontEnd front = routes.start()) {
            return RawClient.ask(front.socketPort(StubRoutes.WEB), "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n")
                    .status();
        }
    }

    @Test
    void aBackendThatIsVouchedForIsSpokenTo() throws Exception {
        BlockingQueue<String> names = new LinkedBlockingQueue<>();
        HttpsServer server = backend(null, names);
        try {
            assertEquals(200, status(to(server, tls("shop.internal", AUTHORITY, null))));
            assertEquals("shop.internal shop.example", names.take());
            assertEquals(502, status(to(server, tls("shop.internal", OTHER, null))), "nobody vouches for it");
            assertEquals(502, status(to(server, tls("other.internal", AUTHORITY, null))), "it is another");
            assertEquals(0, names.size());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theFrontEndShowsItsCertificate() throws Exception {
        MintedCertificate own =
                MintedCertificate.builder("front").client().signedBy(OTHER).mint();
        ClientTrust required = ClientTrust.of(new ClientValidation(List.of(OTHER.certificatePem()), true));
        HttpsServer server = backend(required, new LinkedBlockingQueue<>());
        try {
            assertEquals(502, status(to(server, tls("shop.internal", AUTHORITY, null))));
            assertEquals(200, status(to(server, tls("shop.internal", AUTHORITY, own.toSecret("default", "front")))));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aPortAsksItsClientsForACertificate() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK)) {
            StubRoutes routes = StubRoutes.to(origin.port());
            routes.binds = List.of(SECURE);
            routes.tls = Set.of(SECURE);
            routes.certificates = selector("shop.internal", SHOP);
            routes.clients = ClientTrust.of(new ClientValidation(List.of(OTHER.certificatePem()), true));
            try (JdkFrontEnd front = routes.start()) {
                int port = front.socketPort(SECURE);
                MintedCertificate known =
                        MintedCertificate.builder("me").client().signedBy(OTHER).mint();
                MintedCertificate stranger = MintedCertificate.builder("me")
                        .client()
                        .signedBy(AUTHORITY)
                        .mint();
                assertEquals(200, TlsClient.ask(port, "shop.internal", AUTHORITY, known));
                assertThrows(IOException.class, () -> TlsClient.ask(port, "shop.internal", AUTHORITY, stranger));
                assertThrows(IOException.class, () -> TlsClient.ask(port, "shop.internal", AUTHORITY, null));
                routes.clients = null;
                assertEquals(200, TlsClient.ask(port, "shop.internal", AUTHORITY, null));
            }
        }
    }
}
