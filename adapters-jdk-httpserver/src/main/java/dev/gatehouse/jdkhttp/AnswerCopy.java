package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.observe.TryFault;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.DownstreamHeaders;
import dev.gatehouse.routing.plan.Failure;
import dev.gatehouse.routing.plan.LoadBalancer.Outcome;
import dev.gatehouse.routing.plan.MessageFields;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpResponse;
import java.util.List;

/** Brings an endpoint's answer to the client, piece by piece. */
final class AnswerCopy {
    private static final Logger LOG = System.getLogger("dev.gatehouse.jdkhttp");
    private static final int PIECE = 16 * 1024;
    private static final int FIRST_ERROR = 500;

    private AnswerCopy() {}

    /** How an endpoint did that answers with this status. */
    static Outcome outcome(int status) {
        return status < FIRST_ERROR ? Outcome.ANSWERED : Outcome.ERROR;
    }

    /**
     * Brings it back, and tells the load balancer.
     *
     * @param early whether the client's connection is of no more use
     * @param until when the answer must be whole, by {@link System#nanoTime}
     */
    static void bringBack(HttpResponse<InputStream> answer, boolean early, long until, Forward forward, Inbound inbound)
            throws IOException {
        Outcome outcome = Outcome.ABANDONED;
        try (InputStream in = answer.body()) {
            List<Field> received = Inbound.fields(answer.headers().map());
            received.removeIf(field -> field.name().startsWith(":"));
            String fault = answer.statusCode() < 200 ? "it is not a final answer" : MessageFields.fault(received);
            if (fault != null) {
                outcome = Outcome.UNREACHABLE;
                inbound.failed(forward, TryFault.MALFORMED);
                LOG.log(Level.INFO, "{0} to {1}: 502: {2}", forward.origin(), forward.endpoint(), fault);
                Answers.fault(inbound, forward.failed(Failure.UNREACHABLE), false);
                return;
            }
            long length = MessageFields.contentLength(received);
            List<Field> fields = DownstreamHeaders.of(received, forward.responseEdits());
            if (Outbound.begin(inbound, answer.statusCode(), fields, length, early)) {
                copy(in, length, until, forward, inbound);
            }
            outcome = outcome(answer.statusCode());
        } catch (CutAnswer e) {
            outcome = inbound.waiting().hasExpired() ? Outcome.TIMEOUT : Outcome.UNREACHABLE;
            throw e;
        } finally {
            forward.ended(outcome);
        }
    }

    private static void copy(InputStream in, long length, long until, Forward forward, Inbound inbound)
            throws IOException {
        long idle = inbound.limits().answerIdle().toNanos();
        ClientPace pace = new ClientPace(inbound.waiting(), inbound.limits());
        OutputStream out = Outbound.body(inbound);
        byte[] piece = new byte[length < 0 ? PIECE : (int) Math.min(PIECE, length)];
        long copied = 0;
        for (; ; ) {
            int count;
            try {
                count = read(in, piece, inbound.waiting(), idle, until);
                if (count < 0 && length >= 0 && copied < length) {
                    throw new IOException("the answer ended after " + copied + " of " + length + " bytes");
                }
            } catch (IOException e) {
                LOG.log(
                        Level.INFO,
                        "{0} to {1}: cut after {2} bytes: {3}",
                        forward.origin(),
                        forward.endpoint(),
                        copied,
                        e);
                inbound.failed(forward, inbound.waiting().hasExpired() ? TryFault.TIMEOUT : TryFault.RESET);
                throw new CutAnswer("the answer ended early", e);
            }
            if (count < 0) {
                break;
            }
            pace.write(out, piece, 0, count, until);
            copied += count;
            if (copied != length && in.available() == 0) {
                pace.flush(out, until);
            }
        }
        pace.close(out, until);
    }

    private static int read(InputStream in, byte[] piece, Wait wait, long idle, long until) throws IOException {
        long own = System.nanoTime() + idle;
        wait.arm(in, until != Wait.NEVER && until - own < 0 ? until : own);
        int count;
        try {
            count = in.read(piece, 0, piece.length);
        } finally {
            wait.disarm();
        }
        if (wait.hasExpired()) {
            throw new IOException("it took too long");
        }
        return count;
    }
}
