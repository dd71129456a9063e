package dev.gatehouse.tck;

import dev.gatehouse.tck.exchange.GatewayName;
import org.jspecify.annotations.Nullable;

/**
 * Where a step sends something.
 *
 * @param gateway null where a case about Ingress names none
 * @param listener of the Gateway, where one is meant
 * @param port null where none is given
 */
record Destination(
        @Nullable GatewayName gateway,
        @Nullable String listener,
        @Nullable Integer port) {
    /** The keys {@code gateway} and {@code port} of a step. */
    static Destination read(Body step) {
        Integer own = step.wholeOrNull("port");
        Body gateway = step.object("gateway");
        if (gateway == null) {
            return new Destination(null, null, own);
        }
        Integer port = gateway.wholeOrNull("port");
        return new Destination(
                new GatewayName(gateway.text("namespace"), gateway.text("name")),
                gateway.textOrNull("listener"),
                own == null ? port : own);
    }
}
