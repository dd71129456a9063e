package dev.gatehouse.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import dev.gatehouse.jdkhttp.Inbound.Refusal;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.observe.Correlation;
import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.observe.ObservedExchange;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import dev.gatehouse.tls.trust.ClientTrust;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request: asks the routes and carries their decision out. */
final class FrontHandler implements HttpHandler {
    private static final Logger LOG = System.getLogger("dev.gatehouse.jdkhttp");

    private final ServedRoutes routes;
    private final Forwarder forwarder;
    private final Authorizer authorizer;
    private final Correlation correlation;
    private final @Nullable ExchangeObserver observer;

    /** @param observer null where nobody listens */
    FrontHandler(
            ServedRoutes routes,
            Forwarder forwarder,
            Authorizer authorizer,
            Correlation correlation,
            @Nullable ExchangeObserver observer) {
        this.routes = routes;
        this.forwarder = forwarder;
        this.authorizer = authorizer;
        this.correlation = correlation;
        this.observer = observer;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        RequestTask task = RequestTask.current();
        task.waiting().disarm();
        List<Field> fields = Inbound.fields(exchange.getRequestHeaders());
        correlation.edit(fields);
        if (observer == null) {
            handle(new Inbound(exchange, task, fields, null));
            return;
        }
        ObservedExchange observed = Observing.begin(observer, task.port().bind(), exchange, fields);
        boolean whole = false;
        try {
            handle(new Inbound(exchange, task, fields, observed));
            whole = true;
        } finally {
            Observing.end(observed, exchange, whole);
        }
    }

    private void handle(Inbound inbound) throws IOException {
        Refusal refusal = inbound.refusal();
        if (refusal != null) {
            LOG.log(Level.DEBUG, "{0}: {1}: {2}", inbound.bind(), refusal.status(), refusal.reason());
            Answers.status(inbound, refusal.status(), true);
            return;
        }
        Decision decision;
        try {
            decision = routes.decide(inbound.bind(), new JdkRequestHead(inbound.exchange()));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, inbound.bind() + ": no decision", e);
            Answers.status(inbound, 500, true);
            return;
        }
        carryOut(decision, inbound);
    }

    private void carryOut(Decision decision, Inbound inbound) throws IOException {
        ObservedExchange observed = inbound.observed();
        if (observed != null) {
            observed.decided(decision);
        }
        if (decision instanceof Decision.Forward forward) {
            forwarder.forward(forward, inbound, client(inbound));
        } else if (decision instanceof Decision.Redirect redirect) {
            Answers.redirect(inbound, redirect);
        } else if (decision instanceof Decision.Authorize question) {
            Decision then = authorizer.ask(question, inbound, client(inbound));
            if (then != null) {
                carryOut(then, inbound);
            }
        } else {
            Answers.respond(inbound, (Decision.Respond) decision);
        }
    }

    private Client client(Inbound inbound) {
        if (!(inbound.exchange() instanceof HttpsExchange exchange)) {
            return inbound.client(false, null);
        }
        ClientTrust clients = routes.clients(inbound.bind());
        return inbound.client(true, clients == null ? null : clients.clientCert(exchange.getSSLSession()));
    }
}
