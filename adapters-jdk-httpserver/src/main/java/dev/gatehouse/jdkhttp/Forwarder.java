package dev.gatehouse.jdkhttp;

import dev.gatehouse.jdkhttp.Attempt.Result;
import dev.gatehouse.routing.attach.RetryPolicy;
import dev.gatehouse.routing.observe.TryFault;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.Failure;
import dev.gatehouse.routing.plan.LoadBalancer.Outcome;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends requests to endpoints, again where the route says so, and brings their answers back, with bounded memory in both directions. */
final class Forwarder {
    private static final Logger LOG = System.getLogger("dev.gatehouse.jdkhttp");

    private final UpstreamClients clients;
    private final Deadlines deadlines;
    private final Mirrors mirrors;

    Forwarder(UpstreamClients clients, Deadlines deadlines) {
        this.clients = clients;
        this.deadlines = deadlines;
        this.mirrors = new Mirrors(clients);
    }

    void forward(Forward forward, Inbound inbound, Client from) throws IOException {
        boolean copied = inbound.hasBody()
                && (forward.retry() != null || !forward.mirrors().isEmpty());
        Tee tee = copied ? new Tee(inbound.limits().bodyCopy()) : null;
        mirrors.send(forward.mirrors(), inbound, from, tee);
        if (forward.endpoint() instanceof Endpoint.InProcess inProcess) {
            InProcessExchange.serve(inProcess.handler(), forward, inbound, from, tee);
        } else {
            overSockets(forward, inbound, new Attempt(clients, deadlines, inbound, from, tee));
        }
    }

    private void overSockets(Forward first, Inbound inbound, Attempt attempt) throws IOException {
        RouteDeadlines times = RouteDeadlines.of(first, inbound.start());
        List<Endpoint> tried = new ArrayList<>(2);
        Forward forward = first;
        while (true) {
            tried.add(forward.endpoint());
            long until = times.attemptUntil();
            forward.began();
            inbound.tried(forward);
            Result result;
            try {
                result = attempt.run(forward, times, until);
            } catch (CutAnswer e) {
                forward.ended(Outcome.ABANDONED);
                throw e;
            }
            tellFault(result, forward, inbound);
            if (!isWorthAnotherTry(result, forward.retry(), tried.size(), inbound, attempt)) {
                finish(result, until, forward, inbound);
                return;
            }
            giveUp(result, forward);
            Forward next = next(forward, tried, times, inbound);
            if (next == null) {
                return;
            }
            forward = next;
        }
    }

    private static void tellFault(Result result, Forward forward, Inbound inbound) {
        if (result instanceof Result.Failed failed && failed.failure() != Failure.MALFORMED) {
            boolean late = failed.failure() == Failure.TIMEOUT;
            inbound.failed(
                    forward,
                    failed.connected()
                            ? late ? TryFault.TIMEOUT : TryFault.RESET
                            : late ? TryFault.CONNECT_TIMEOUT : TryFault.CONNECT);
        }
    }

    private static boolean isWorthAnotherTry(
            Result result, @Nullable RetryPolicy retry, int tries, Inbound inbound, Attempt attempt) {
        if (retry == null || tries > retry.attempts() || !attempt.canRepeat()) {
            return false;
        }
        if (result instanceof Result.Answered answered) {
            return retry.codes().contains(answered.answer().statusCode());
        }
        Result.Failed failed = (Result.Failed) result;
        return failed.failure() != Failure.MALFORMED
                && !inbound.waiting().hasExpired()
                && (!failed.connected() || isIdempotent(inbound.exchange().getRequestMethod()));
    }

    /** RFC 9110 section 9.2.2. */
    private static boolean isIdempotent(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
            default -> false;
        };
    }

    private static void giveUp(Result result, Forward forward) {
        if (result instanceof Result.Answered answered) {
            forward.ended(AnswerCopy.outcome(answered.answer().statusCode()));
            try {
                answered.answer().body().close();
            } catch (IOException e) {
                // Nobody wants the rest of it.
            }
        } else {
            Result.Failed failed = (Result.Failed) result;
            LOG.log(Level.DEBUG, "{0} to {1}: another try: {2}", forward.origin(), forward.endpoint(), failed.cause());
            forward.ended(outcome(failed));
        }
    }

    /** The next try, after the wait before it; null where there is none, and the client has been told. */
    private static @Nullable Forward next(Forward forward, List<Endpoint> tried, RouteDeadlines times, Inbound inbound)
            throws IOException {
        RetryPolicy retry = forward.retry();
        long backoff = retry == null ? 0 : retry.backoff().toNanos();
        long pause = backoff + ThreadLocalRandom.current().nextLong(backoff / 4 + 1);
        if (times.passWithin(pause)) {
            fail(forward, Failure.TIMEOUT, inbound, false);
            return null;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CutAnswer("stopped", e);
        }
        Forward next = forward.again(tried);
        if (next == null) {
            LOG.log(Level.INFO, "{0}: the budget for retries of {1} is spent", forward.origin(), forward.backend());
            fail(forward, Failure.UNAVAILABLE, inbound, false);
        }
        return next;
    }

    private static void finish(Result result, long until, Forward forward, Inbound inbound) throws IOException {
        if (result instanceof Result.Answered answered) {
            AnswerCopy.bringBack(answered.answer(), answered.early(), until, forward, inbound);
            return;
        }
        Result.Failed failed = (Result.Failed) result;
        forward.ended(outcome(failed));
        if (failed.failure() == Failure.MALFORMED) {
            Answers.fault(inbound, forward.failed(failed.failure()), true);
            return;
        }
        LOG.log(
                Level.INFO,
                "{0} to {1}: {2}: {3}",
                forward.origin(),
                forward.endpoint(),
                failed.failure().status(),
                failed.cause());
        fail(forward, failed.failure(), inbound, failed.reading());
    }

    private static void fail(Forward forward, Failure failure, Inbound inbound, boolean reading) throws IOException {
        Answers.fault(inbound, forward.failed(failure), reading);
    }

    private static Outcome outcome(Result.Failed failed) {
        return switch (failed.failure()) {
            case TIMEOUT -> Outcome.TIMEOUT;
            case MALFORMED -> Outcome.ABANDONED;
            default -> Outcome.UNREACHABLE;
        };
    }
}
