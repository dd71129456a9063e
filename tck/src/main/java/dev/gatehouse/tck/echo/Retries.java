package dev.gatehouse.tck.echo;

import dev.gatehouse.tck.exchange.Received;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /retry/…?uuid=U&succeedAfter=N}: a pod fails the first N requests with that {@code uuid}. With {@code responseCode} a failure is an answer
 * with that status, without it a TCP reset; {@code delayRetry} is waited for before a failure.
 */
final class Retries {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final Pattern STATUS = Pattern.compile("[1-5][0-9]{2}");

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /** How the request fails; null where it does not. */
    @Nullable
    Reply failure(Pod pod, Received received) {
        String target = received.request().target();
        String uuid = Query.parameter(target, "uuid");
        String succeedAfter = Query.parameter(target, "succeedAfter");
        String status = Query.parameter(target, "responseCode");
        String delay = Query.parameter(target, "delayRetry");
        Duration wait = delay == null ? Duration.ZERO : GoDuration.parse(delay);
        if (uuid == null
                || uuid.isEmpty()
                || succeedAfter == null
                || !NUMBER.matcher(succeedAfter).matches()
                || wait == null
                || (status != null && !STATUS.matcher(status).matches())) {
            return Reply.bare(received, 400);
        }
        int count = counts.merge(pod.namespace() + "/" + pod.name() + " " + uuid, 1, Integer::sum);
        if (count > Integer.parseInt(succeedAfter)) {
            return null;
        }
        return status == null
                ? Reply.reset(received, wait)
                : Reply.of(received, Integer.parseInt(status), List.of(), "", wait);
    }
}
