package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.BackendTls;
import dev.gatehouse.routing.resource.BackendTlsPolicy.SubjectAltName;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.trust.BackendContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The clients of {@code java.net.http} through which endpoints are reached: one for all that are spoken to in the clear, and one for each
 * way of TLS, whose connections are never shared. Safe for any number of threads.
 */
final class UpstreamClients implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.gatehouse.jdkhttp");

    /** Ways of TLS that are kept; those of configurations long gone are among them. */
    private static final int KEPT = 256;

    private final ExecutorService executor = Threads.forUpstream();
    private final Duration connect;
    private final HttpClient plain;
    private final Map<Way, HttpClient> secure = new LinkedHashMap<>(16, 0.75f, true);

    UpstreamClients(Duration connect) {
        this.connect = connect;
        this.plain = builder().build();
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(connect)
                .executor(executor);
    }

    /** What a {@link BackendTls} asks for; two that were read one after the other from the same text are equal. */
    private record Way(
            String serverName,
            List<SubjectAltName> subjectAltNames,
            List<String> authorities,
            boolean systemTrust,
            @Nullable String clientCertificate) {
        static Way of(BackendTls tls) {
            Secret secret = tls.clientCertificate();
            return new Way(
                    tls.serverName(),
                    tls.subjectAltNames(),
                    tls.authorities(),
                    tls.systemTrust(),
                    secret == null ? null : text(secret, "tls.crt") + text(secret, "tls.key"));
        }

        private static String text(Secret secret, String key) {
            byte[] value = secret.value(key);
            return value == null ? "" : new String(value, StandardCharsets.ISO_8859_1);
        }
    }

    ExecutorService executor() {
        return executor;
    }

    HttpClient of(ServiceBackend backend) {
        BackendTls tls = backend.tls();
        return tls == null ? plain : secure(tls);
    }

    private synchronized HttpClient secure(BackendTls tls) {
        Way way = Way.of(tls);
        HttpClient client = secure.get(way);
        if (client == null) {
            BackendContext context = BackendContext.of(tls);
            client = builder()
                    .sslContext(context.sslContext())
                    .sslParameters(context.parameters(List.of()))
                    .build();
            secure.put(way, client);
            Iterator<HttpClient> eldest = secure.values().iterator();
            if (secure.size() > KEPT) {
                stop(eldest.next(), "shutdown");
                eldest.remove();
            }
        }
        return client;
    }

    /** Ends what is under way, and its threads. */
    @Override
    public void close() {
        stop(plain, "shutdownNow");
        synchronized (this) {
            secure.values().forEach(client -> stop(client, "shutdownNow"));
        }
        executor.shutdownNow();
    }

    /** On JDK 17 to 20 a client's own thread ends when the client is collected. */
    private static void stop(HttpClient client, String method) {
        try {
            MethodHandles.publicLookup()
                    .findVirtual(HttpClient.class, method, MethodType.methodType(void.class))
                    .invoke(client);
        } catch (NoSuchMethodException e) {
            LOG.log(Level.TRACE, "this JVM cannot stop a client", e);
        } catch (Throwable e) {
            LOG.log(Level.WARNING, "stopping the client failed", e);
        }
    }
}
