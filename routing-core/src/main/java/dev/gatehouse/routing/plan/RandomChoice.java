package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** @param random gives a number from 0 to below its argument */
record RandomChoice(IntUnaryOperator random) implements LoadBalancer {
    @Override
    public Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints) {
        return endpoints.get(endpoints.size() == 1 ? 0 : random.applyAsInt(endpoints.size()));
    }
}
