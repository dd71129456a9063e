package dev.gatehouse.tls.context;

import dev.gatehouse.tls.select.CertificateSelector;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSession;
import javax.net.ssl.StandardConstants;
import org.jspecify.annotations.Nullable;

/** The {@code server_name} of a handshake as the client wrote it, without what the JVM's own form of names would make of it. */
final class RequestedName {
    private RequestedName() {}

    static @Nullable String of(SSLSession session) {
        if (session instanceof ExtendedSSLSession extended) {
            for (SNIServerName name : extended.getRequestedServerNames()) {
                if (name.getType() == StandardConstants.SNI_HOST_NAME) {
                    return text(name);
                }
            }
        }
        return null;
    }

    private static String text(SNIServerName name) {
        return new String(name.getEncoded(), StandardCharsets.ISO_8859_1);
    }

    /** Lets a handshake go on only if there is a certificate for its name. */
    static SNIMatcher matcher(Supplier<CertificateSelector> certificates) {
        return new SNIMatcher(StandardConstants.SNI_HOST_NAME) {
            @Override
            public boolean matches(SNIServerName name) {
                return certificates.get().recognizes(text(name));
            }
        };
    }
}
