package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

final class RoundRobin implements LoadBalancer {
    private final ConcurrentMap<ServiceBackend, AtomicInteger> turns = new ConcurrentHashMap<>();

    @Override
    public Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints) {
        if (endpoints.size() == 1) {
            return endpoints.get(0);
        }
        AtomicInteger turn = turns.get(backend);
        if (turn == null) {
            turn = turns.computeIfAbsent(backend, key -> new AtomicInteger());
        }
        return endpoints.get(Math.floorMod(turn.getAndIncrement(), endpoints.size()));
    }
}
