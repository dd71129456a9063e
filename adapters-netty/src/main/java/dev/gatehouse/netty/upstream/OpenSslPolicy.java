package dev.gatehouse.netty.upstream;

import dev.gatehouse.tls.protocol.ProtocolPolicy;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLParameters;

/** What OpenSSL may agree on, with clients and with backends: what {@link ProtocolPolicy} lets the JVM's TLS agree on. */
public final class OpenSslPolicy {
    /** The kinds of keys that it signs with. */
    public static final Set<String> KEY_TYPES = Set.of("EC", "RSA");

    private OpenSslPolicy() {}

    /**
     * Holds a context to it.
     *
     * @param applicationProtocols to agree on by ALPN, the preferred first; at least one
     */
    public static SslContextBuilder applyTo(SslContextBuilder context, List<String> applicationProtocols) {
        SSLParameters policy = ProtocolPolicy.parameters(List.of());
        return context.sslProvider(SslProvider.OPENSSL)
                .protocols(policy.getProtocols())
                .ciphers(List.of(policy.getCipherSuites()), IdentityCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        applicationProtocols));
    }
}
