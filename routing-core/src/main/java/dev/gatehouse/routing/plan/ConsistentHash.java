package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.request.Request;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rendezvous hashing (Thaler and Ravishankar): each endpoint gets a number from the key and its address, and the highest wins. Where an
 * endpoint goes, only its own keys move; where one comes, it takes its part from each other.
 *
 * @param keyless chooses where there is no key
 */
record ConsistentHash(Function<Request, @Nullable String> key, LoadBalancer keyless) implements LoadBalancer {
    @Override
    public Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints) {
        return keyless.choose(backend, endpoints);
    }

    @Override
    public Endpoint choose(ServiceBackend backend, List<Endpoint> endpoints, Request request) {
        String text = endpoints.size() == 1 ? null : key.apply(request);
        if (text == null) {
            return keyless.choose(backend, endpoints);
        }
        long hash = Hashes.of(text);
        Endpoint highest = endpoints.get(0);
        long most = score(hash, highest);
        for (int i = 1; i < endpoints.size(); i++) {
            Endpoint endpoint = endpoints.get(i);
            long score = score(hash, endpoint);
            if (Long.compareUnsigned(score, most) > 0) {
                highest = endpoint;
                most = score;
            }
        }
        return highest;
    }

    private static long score(long key, Endpoint endpoint) {
        return endpoint instanceof Endpoint.Address address
                ? Hashes.mix(Hashes.of(address.host(), key) + address.port())
                : Hashes.mix(key);
    }
}
