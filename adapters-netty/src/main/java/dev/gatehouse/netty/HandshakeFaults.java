package dev.gatehouse.netty;

import dev.gatehouse.routing.observe.HandshakeFault;
import dev.gatehouse.tls.hello.Refused;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells why a handshake failed, from its hello, or from what JSSE or OpenSSL threw: by its type where that says it, else by its words. */
final class HandshakeFaults {
    private HandshakeFaults() {}

    static HandshakeFault of(Refused.Reason reason) {
        return switch (reason) {
            case NO_HANDSHAKE -> HandshakeFault.NOT_TLS;
            case RECORD_VERSION, VERSION -> HandshakeFault.NO_COMMON_PROTOCOL;
            default -> HandshakeFault.OTHER;
        };
    }

    static HandshakeFault of(Throwable failure) {
        if (failure instanceof SslHandshakeTimeoutException) {
            return HandshakeFault.TIMEOUT;
        }
        if (failure instanceof NotSslRecordException) {
            return HandshakeFault.NOT_TLS;
        }
        if (failure instanceof ClosedChannelException) {
            return HandshakeFault.CLOSED;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return HandshakeFault.CLIENT_CERTIFICATE;
            }
        }
        return failure instanceof SSLException ? byWords(failure.getMessage()) : HandshakeFault.OTHER;
    }

    private static HandshakeFault byWords(@Nullable String message) {
        String words = message == null ? "" : message.toLowerCase(Locale.ROOT);
        // OpenSSL's are such as error:10000416:SSL routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_UNKNOWN.
        if (words.contains("received fatal alert") || words.contains("_alert_")) {
            return HandshakeFault.REFUSED_BY_CLIENT;
        }
        if (words.contains("bad_certificate")
                || words.contains("empty client certificate")
                || words.contains("peer_did_not_return_a_certificate")) {
            return HandshakeFault.CLIENT_CERTIFICATE;
        }
        if (words.contains("no available authentication scheme")
                || words.contains("clienthello_tlsext")
                || words.contains("unable to find key material")
                || words.contains("unrecognized server name")
                || words.contains("unrecognized_name")) {
            return HandshakeFault.NO_CERTIFICATE;
        }
        if (words.contains("no cipher suites in common")
                || words.contains("no_shared_cipher")
                || words.contains("no_common_signature_algorithms")
                || words.contains("no_application_protocol")
                || words.contains("unsupported_protocol")
                || words.contains("protocol version")
                || words.contains("not enabled or supported")
                || words.contains("not accepted by server preferences")) {
            return HandshakeFault.NO_COMMON_PROTOCOL;
        }
        return words.contains("closed") ? HandshakeFault.CLOSED : HandshakeFault.OTHER;
    }
}
