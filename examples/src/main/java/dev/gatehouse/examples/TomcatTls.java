package dev.gatehouse.examples;

import dev.gatehouse.tls.context.ServerTls;
import dev.gatehouse.tls.live.CertificateFolder;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLContext;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/**
 * Tomcat with the certificates of a folder, chosen by name, renewed without a restart.
 *
 * <pre>
 * curl --insecure https://shop.example:8443/ --resolve shop.example:8443:127.0.0.1
 * </pre>
 */
public final class TomcatTls {
    private TomcatTls() {}

    /** Serves the certificates of the folder that is named, until the program is ended. */
    public static void main(String[] args) throws Exception {
        start(CertificateFolder.builder(Path.of(args[0])).open(), 8443, Path.of("target", "tomcat"))
                .getServer()
                .await();
    }

    /** @param work where Tomcat may put files */
    static Tomcat start(CertificateFolder certificates, int port, Path work) throws LifecycleException {
        // One host configuration for all names: which certificate is for which name is not for Tomcat to say.
        SSLHostConfig tls = new SSLHostConfig();
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setSslContext(new LiveContext(ServerTls.context(certificates::selector)));
        tls.addCertificate(certificate);
        tls.setProtocols("TLSv1.3+TLSv1.2");

        Connector connector = new Connector();
        connector.setProperty("address", "127.0.0.1");
        connector.setPort(port);
        connector.setSecure(true);
        connector.setScheme("https");
        connector.setProperty("SSLEnabled", "true");
        connector.addSslHostConfig(tls);

        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(work.toString());
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        HttpServlet hello = new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getWriter().write("hello");
            }
        };
        Tomcat.addServlet(context, "hello", hello).addMapping("/");
        tomcat.start();
        return tomcat;
    }

    /** Tomcat's own kind of context, around the JVM's. */
    private record LiveContext(javax.net.ssl.SSLContext context) implements SSLContext {
        @Override
        public void init(KeyManager[] keyManagers, TrustManager[] trustManagers, SecureRandom random) {}

        @Override
        public void destroy() {}

        @Override
        public SSLSessionContext getServerSessionContext() {
            return context.getServerSessionContext();
        }

        @Override
        public SSLEngine createSSLEngine() {
            return context.createSSLEngine();
        }

        @Override
        public SSLServerSocketFactory getServerSocketFactory() {
            return context.getServerSocketFactory();
        }

        @Override
        public SSLParameters getSupportedSSLParameters() {
            return context.getSupportedSSLParameters();
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[0];
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
