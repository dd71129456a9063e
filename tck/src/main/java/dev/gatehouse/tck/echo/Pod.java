package dev.gatehouse.tck.echo;

import dev.gatehouse.tck.exchange.Identity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pod.
 *
 * @param number among those of its workload, from 0
 * @param service what the pod is told to be of; empty where it is told nothing
 * @param address its IP address in the EndpointSlices
 * @param ports what is spoken on those that its mode does not settle
 * @param certificate for TLS; null: it speaks none
 * @param clientAuthorities PEM of who may sign client certificates; null: it asks for none
 * @param certificateRequired whether a client without a certificate is refused
 * @param answers in place of the echo; the first that fits is given
 */
public record Pod(
        String namespace,
        String name,
        int number,
        String service,
        String address,
        PodMode mode,
        Map<Integer, PodProtocol> ports,
        @Nullable Identity certificate,
        @Nullable String clientAuthorities,
        boolean certificateRequired,
        List<ScriptedAnswer> answers) {
    public Pod {
        ports = Map.copyOf(ports);
        answers = List.copyOf(answers);
    }

    /** What it speaks on a port. */
    public PodProtocol protocol(int port) {
        return ports.getOrDefault(port, mode.protocol(port));
    }

    /** Whether gRPC calls of every service are answered, not only those of the echo program. */
    boolean answersAnyService() {
        return mode != PodMode.GRPC;
    }
}
