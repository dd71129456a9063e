package dev.gatehouse.tck.exchange;

import org.jspecify.annotations.Nullable;

/** Something that the kit's client does. */
public sealed interface Call permits HttpCall, GrpcCall, WebSocketCall, StreamCall, DatagramCall {
    /** Where it is sent. */
    Target target();

    /** How its TLS handshake is made; null where there is none. */
    default @Nullable TlsOffer tls() {
        return null;
    }

    /** The address that it must seem to come from; null: any. */
    default @Nullable String clientAddress() {
        return null;
    }

    /**
     * A port of a front end.
     *
     * @param gateway null: the front end of the Ingresses
     * @param port the number in the resources, not that of a socket
     */
    record Target(@Nullable GatewayName gateway, int port) {
        /** Such as {@code port 80 of Gateway toys/front}. */
        @Override
        public String toString() {
            return "port " + port + (gateway == null ? "" : " of Gateway " + gateway);
        }
    }
}
