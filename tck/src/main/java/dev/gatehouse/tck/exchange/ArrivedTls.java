package dev.gatehouse.tck.exchange;

import java.util.List;

/**
 * What a backend knows of the TLS connection that a request came over.
 *
 * @param version such as {@code TLSv1.3}
 * @param serverName empty where none was sent
 * @param negotiatedProtocol by ALPN; empty where none was agreed on
 * @param cipherSuite its IANA name
 * @param peerCertificates those of the client, as PEM; empty where it showed none
 */
public record ArrivedTls(
        String version,
        String serverName,
        String negotiatedProtocol,
        String cipherSuite,
        List<String> peerCertificates) {
    public ArrivedTls {
        peerCertificates = List.copyOf(peerCertificates);
    }
}
