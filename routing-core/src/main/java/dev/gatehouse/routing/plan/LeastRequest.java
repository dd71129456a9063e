package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntUnaryOperator;

/**
 * Two are drawn, and the one with less under way is taken: nearly as even as the least of all, and without the herd that follows the least
 * of all when it appears (Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing").
 */
final class LeastRequest implements LoadBalancer {
    private final IntUnaryOperator random;
    private final ConcurrentMap<Endpoint, Integer> underWay = new ConcurrentHashMap<>();

    LeastRequest(IntUnaryOperator random) {
        this.random = random;
    }

    @Override
    public Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints) {
        int size = endpoints.size();
        if (size == 1) {
            return endpoints.get(0);
        }
        int first = random.applyAsInt(size);
        int second = random.applyAsInt(size - 1);
        Endpoint one = endpoints.get(first);
        Endpoint other = endpoints.get(second < first ? second : second + 1);
        return underWay.getOrDefault(other, 0) < underWay.getOrDefault(one, 0) ? other : one;
    }

    @Override
    public void began(ServiceBackend backend, Endpoint endpoint) {
        underWay.merge(endpoint, 1, Integer::sum);
    }

    @Override
    public void ended(ServiceBackend backend, Endpoint endpoint, Outcome outcome) {
        underWay.computeIfPresent(endpoint, (key, count) -> count == 1 ? null : count - 1);
    }
}
