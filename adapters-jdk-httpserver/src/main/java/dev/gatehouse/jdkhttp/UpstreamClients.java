package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/** The clients of {@code java.net.http} through which endpoints are reached. Safe for any number of threads. */
final class UpstreamClients implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.gatehouse.jdkhttp");

    private final ExecutorService executor = Threads.forUpstream();
    private final HttpClient plain;

    UpstreamClients(Duration connect) {
        this.plain = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(connect)
                .executor(executor)
                .build();
    }

    ExecutorService executor() {
        return executor;
    }

    /** The client for a backend: those that are spoken to with the same TLS share one, and its connections. */
    HttpClient of(ServiceBackend backend) {
        return plain;
    }

    /** Ends what is under way, and its threads; on JDK 17 to 20 the client's own thread ends when the client is collected. */
    @Override
    public void close() {
        try {
            MethodHandles.publicLookup()
                    .findVirtual(HttpClient.class, "shutdownNow", MethodType.methodType(void.class))
                    .invoke(plain);
        } catch (NoSuchMethodException e) {
            LOG.log(Level.TRACE, "this JVM cannot stop a client", e);
        } catch (Throwable e) {
            LOG.log(Level.WARNING, "stopping the client failed", e);
        }
        executor.shutdownNow();
    }
}
