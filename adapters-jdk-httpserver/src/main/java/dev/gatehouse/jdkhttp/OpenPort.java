package dev.gatehouse.jdkhttp;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.tls.context.ServerTls;
import dev.gatehouse.tls.trust.ClientTrust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One server socket and what is under way on its connections. */
final class OpenPort {
    private static final int BACKLOG = 1024;

    private final Bind bind;
    private final boolean tls;
    private final HttpServer server;
    private final FrontEndLimits limits;
    private final Deadlines deadlines;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean draining;

    private OpenPort(Bind bind, boolean tls, HttpServer server, FrontEndLimits limits, Deadlines deadlines) {
        this.bind = bind;
        this.tls = tls;
        this.server = server;
        this.limits = limits;
        this.deadlines = deadlines;
    }

    /**
     * Opens a socket.
     *
     * @param context null for plain HTTP
     * @param clients which certificates clients are asked for; gives null for none
     */
    static OpenPort open(
            Bind bind,
            InetSocketAddress address,
            @Nullable SSLContext context,
            Supplier<@Nullable ClientTrust> clients,
            HttpHandler handler,
            Executor executor,
            FrontEndLimits limits,
            Deadlines deadlines)
            throws IOException {
        HttpServer server = context == null ? HttpServer.create(address, BACKLOG) : secure(address, context, clients);
        OpenPort port = new OpenPort(bind, context != null, server, limits, deadlines);
        server.createContext("/", handler);
        server.setExecutor(turn -> port.execute(executor, turn));
        server.start();
        return port;
    }

    private static HttpsServer secure(
            InetSocketAddress address, SSLContext context, Supplier<@Nullable ClientTrust> clients) throws IOException {
        HttpsServer server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                parameters.setSSLParameters(ServerTls.parameters(clients.get(), List.of("http/1.1")));
            }
        });
        return server;
    }

    Bind bind() {
        return bind;
    }

    boolean tls() {
        return tls;
    }

    int socketPort() {
        return server.getAddress().getPort();
    }

    FrontEndLimits limits() {
        return limits;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    /** Whether each answer must close its connection, for the port is to be closed. */
    boolean isDraining() {
        return draining;
    }

    private void execute(Executor executor, Runnable turn) {
        underWay.incrementAndGet();
        try {
            executor.execute(new RequestTask(this, turn));
        } catch (RejectedExecutionException e) {
            taskEnded();
            throw e;
        }
    }

    void taskEnded() {
        if (underWay.decrementAndGet() == 0 && draining) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /**
     * Refuses new connections at once, waits until what is under way has ended, and closes what is left. The server's own
     * {@code stop} waits for its full time, on JDK 17 always and later after any answer that was cut: so it runs aside, and is cut short
     * by a second call.
     */
    void drain(Duration patience) {
        draining = true;
        if (underWay.get() == 0) {
            server.stop(0);
            return;
        }
        int seconds = (int) Math.min(Integer.MAX_VALUE / 1000, patience.toSeconds() + 1);
        Thread stop = Threads.daemon("gatehouse-stop", () -> server.stop(seconds));
        stop.start();
        boolean interrupted = awaitIdle(System.nanoTime() + patience.toNanos());
        server.stop(0);
        while (stop.isAlive()) {
            try {
                stop.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitIdle(long until) {
        long left = until - System.nanoTime();
        try {
            while (underWay.get() > 0 && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = until - System.nanoTime();
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
