package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.ExternalAuth;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Authorize;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.Failure;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import dev.gatehouse.routing.plan.UpstreamProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the service of an {@code ExternalAuth} filter, by HTTP: 200 allows, and nothing passes without. */
final class Authorizer {
    private static final Logger LOG = System.getLogger("dev.gatehouse.jdkhttp");
    private static final int ALLOWED = 200;

    /** How much of a refusal's body goes to the client. */
    private static final int LARGEST_REFUSAL = 64 * 1024;

    private final UpstreamClients clients;

    Authorizer(UpstreamClients clients) {
        this.clients = clients;
    }

    /** What becomes of the request; null where the client has been told already. */
    @Nullable
    Decision ask(Authorize question, Inbound inbound, Client from) throws IOException {
        if (question.filter().protocol() != ExternalAuth.Protocol.HTTP
                || !(question.endpoint() instanceof Endpoint.Address)) {
            LOG.log(Level.WARNING, "{0}: {1} cannot be asked by this front end", question.origin(), question.filter());
            return question.failed(Failure.INTERNAL);
        }
        byte[] body = new byte[0];
        int largest = question.filter().maxBodySize();
        if (largest > 0 && inbound.hasBody()) {
            byte[] read = inbound.readWhole(largest);
            if (read == null) {
                return question.failed(Failure.TOO_LARGE);
            }
            body = read;
        }
        RouteDeadlines times = question.then() instanceof Decision.Forward forward
                ? RouteDeadlines.of(forward, inbound.start())
                : RouteDeadlines.NONE;
        HttpResponse<InputStream> answer;
        try {
            answer = send(question, inbound, from, body, times);
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (e instanceof InterruptedException && !inbound.waiting().hasExpired()) {
                Thread.currentThread().interrupt();
                throw new CutAnswer("stopped", e);
            }
            LOG.log(
                    Level.INFO,
                    "{0}: {1} cannot be asked: {2}",
                    question.origin(),
                    question.filter().backend(),
                    e);
            return question.failed(times.passWithin(0) ? Failure.TIMEOUT : Failure.REFUSED);
        }
        try (InputStream in = answer.body()) {
            List<Field> fields = Inbound.fields(answer.headers().map());
            fields.removeIf(field -> field.name().startsWith(":"));
            if (answer.statusCode() == ALLOWED) {
                return question.allowed(fields);
            }
            Decision.Respond refusal = question.refused(answer.statusCode(), fields);
            byte[] text = refusal.body() == null ? in.readNBytes(LARGEST_REFUSAL) : new byte[0];
            Answers.respond(inbound, refusal, text);
            return null;
        }
    }

    private HttpResponse<InputStream> send(
            Authorize question, Inbound inbound, Client from, byte[] body, RouteDeadlines times)
            throws IOException, InterruptedException {
        BodyPublisher publisher = body.length == 0 ? EmptyBody.EMPTY : BodyPublishers.ofByteArray(body);
        UpstreamRequest request = UpstreamRequest.to(
                question.filter().backend(),
                question.endpoint(),
                UpstreamProtocol.HTTP_1_1,
                question.target(),
                inbound.exchange().getRequestMethod(),
                question.host(),
                question.fields(inbound.fields(), from),
                publisher,
                times.leave(inbound.limits().answer()));
        return clients.of(question.filter().backend()).send(request, BodyHandlers.ofInputStream());
    }
}
