package dev.gatehouse.routing.resource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code HTTPRouteRetry}. */
final class HttpRouteRetryDecoder {
    private static final int FIRST_ERROR = 400;
    private static final int LAST_ERROR = 599;

    private HttpRouteRetryDecoder() {}

    static HttpRouteRetry decode(FieldReader retry) {
        List<Integer> codes = retry.integers("codes", ApiLimits.UNBOUNDED, FIRST_ERROR, LAST_ERROR);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < codes.size(); i++) {
            if (codes.get(i) != 0 && !seen.add(codes.get(i))) {
                retry.duplicate(codes.get(i), retry.path("codes").index(i));
            }
        }
        return new HttpRouteRetry(
                codes, retry.integer("attempts", 1, Integer.MAX_VALUE), GatewayDuration.read(retry, "backoff"));
    }
}
