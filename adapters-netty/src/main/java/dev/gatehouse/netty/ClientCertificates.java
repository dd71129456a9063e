package dev.gatehouse.netty;

import dev.gatehouse.tls.trust.ClientTrust;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Which certificates of clients a connection's port believes. */
final class ClientCertificates {
    private static final AttributeKey<Supplier<@Nullable ClientTrust>> CLIENTS =
            AttributeKey.valueOf(ClientCertificates.class, "clients");

    private ClientCertificates() {}

    /** Says so of a new connection. */
    static void believe(Channel connection, Supplier<@Nullable ClientTrust> clients) {
        connection.attr(CLIENTS).set(clients);
    }

    /**
     * What backends are told of the client; null for nothing.
     *
     * @param channel the connection, or one of its streams
     * @param tls that of the connection
     */
    static @Nullable String clientCert(Channel channel, SSLSession tls) {
        Channel connection = channel.parent() != null && channel.parent().hasAttr(CLIENTS) ? channel.parent() : channel;
        Supplier<@Nullable ClientTrust> clients = connection.attr(CLIENTS).get();
        ClientTrust trust = clients == null ? null : clients.get();
        return trust == null ? null : trust.clientCert(tls);
    }
}
