package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.Mirror;
import dev.gatehouse.routing.plan.UpstreamHeaders;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Sends copies of requests beside them, and throws the answers away. No copy delays or fails its request: those beyond what may be under
 * way at once are not sent, and a body that does not fit its bound is not copied.
 */
final class Mirrors {
    private static final Logger LOG = System.getLogger("dev.gatehouse.jdkhttp");
    private static final int AT_ONCE = 256;

    private final UpstreamClients clients;
    private final Semaphore free = new Semaphore(AT_ONCE);

    Mirrors(UpstreamClients clients) {
        this.clients = clients;
    }

    /** @param tee keeps the request's body, where it has one: the copies are sent when it is whole */
    void send(List<Mirror> mirrors, Inbound inbound, Client from, @Nullable Tee tee) {
        for (Mirror mirror : mirrors) {
            // All that is needed of the exchange is taken now: it may be over when the copy is sent.
            String method = inbound.exchange().getRequestMethod();
            List<Field> fields = UpstreamHeaders.of(inbound.fields(), from, mirror.requestEdits());
            Duration patience = inbound.limits().answer();
            if (tee == null) {
                send(mirror, method, fields, null, patience);
            } else {
                tee.whenWhole(body -> send(mirror, method, fields, body, patience));
            }
        }
    }

    private void send(Mirror mirror, String method, List<Field> fields, byte @Nullable [] body, Duration patience) {
        if (!free.tryAcquire()) {
            LOG.log(Level.DEBUG, "a copy for {0} is not sent: {1} are under way", mirror.backend(), AT_ONCE);
            return;
        }
        try {
            if (mirror.endpoint() instanceof Endpoint.InProcess inProcess) {
                CopyExchange copy = new CopyExchange(method, mirror, fields, body == null ? new byte[0] : body);
                clients.executor().execute(() -> serve(inProcess, copy));
            } else {
                overSocket(mirror, method, fields, body, patience);
            }
        } catch (RejectedExecutionException e) {
            free.release();
        } catch (RuntimeException e) {
            free.release();
            LOG.log(Level.DEBUG, "a copy for {0} is not sent: {1}", mirror.backend(), e);
        }
    }

    private void serve(Endpoint.InProcess inProcess, CopyExchange copy) {
        try {
            inProcess.handler().handle(copy);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "the handler of a copy failed", e);
        } finally {
            free.release();
        }
    }

    // What becomes of a copy is nobody's business.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void overSocket(
            Mirror mirror, String method, List<Field> fields, byte @Nullable [] body, Duration patience) {
        BodyPublisher publisher = body == null ? null : BodyPublishers.ofByteArray(body);
        UpstreamRequest request = UpstreamRequest.to(
                mirror.backend(),
                mirror.endpoint(),
                mirror.protocol(),
                mirror.target(),
                method,
                mirror.host(),
                fields,
                publisher,
                patience);
        clients.of(mirror.backend())
                .sendAsync(request, BodyHandlers.discarding())
                .whenComplete((answer, failure) -> {
                    free.release();
                    if (failure != null) {
                        LOG.log(Level.DEBUG, "a copy for {0} failed: {1}", mirror.backend(), failure);
                    }
                });
    }
}
