package dev.gatehouse.examples;

import dev.gatehouse.tls.context.ServerTls;
import dev.gatehouse.tls.live.CertificateFolder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Jetty with the certificates of a folder, chosen by name, renewed without a restart.
 *
 * <pre>
 * curl --insecure https://shop.example:8443/ --resolve shop.example:8443:127.0.0.1
 * </pre>
 */
public final class JettyTls {
    private JettyTls() {}

    /** Serves the certificates of the folder that is named, until the program is ended. */
    public static void main(String[] args) throws Exception {
        start(CertificateFolder.builder(Path.of(args[0])).open(), 8443).join();
    }

    static Server start(CertificateFolder certificates, int port) throws Exception {
        // The context is all that Jetty needs; key stores are then left alone.
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(ServerTls.context(certificates::selector));

        HttpConfiguration https = new HttpConfiguration();
        https.addCustomizer(new SecureRequestCustomizer());

        Server server = new Server();
        ServerConnector connector = new ServerConnector(
                server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(https));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(true, ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)), callback);
                return true;
            }
        });
        server.start();
        return server;
    }
}
