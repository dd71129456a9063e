package dev.gatehouse.jmh;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.TlsSecret;
import dev.gatehouse.tls.select.CertificateEntry;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ListenerCertificates;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * As many TLS Secrets as one likes, each for a name of its own. They are one certificate with its name written over, for to make a
 * hundred thousand keys takes minutes; nobody here looks at the issuer's signature, and the key does belong to each of them.
 */
final class ManySecrets {
    private static final String TEMPLATE = "host-000000.example";
    private static final MintedCertificate MINTED = MintedCertificate.selfSigned(TEMPLATE);

    private ManySecrets() {}

    static String name(int i) {
        return String.format("host-%06d.example", i);
    }

    static List<Secret> of(int count) {
        byte[] template;
        try {
            template = MINTED.certificate().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
        String text = new String(template, StandardCharsets.ISO_8859_1);
        List<Secret> secrets = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] der = text.replace(TEMPLATE, name(i)).getBytes(StandardCharsets.ISO_8859_1);
            String pem = "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                    + "\n-----END CERTIFICATE-----\n";
            secrets.add(new Secret(
                    Metadata.of("default", name(i)),
                    Secret.TLS,
                    Map.of(
                            "tls.crt", pem.getBytes(StandardCharsets.US_ASCII),
                            "tls.key", MINTED.privateKeyPem().getBytes(StandardCharsets.US_ASCII))));
        }
        return secrets;
    }

    /**
     * Loads them.
     *
     * @param named whether the names are given, as in an Ingress; else they are looked up in the certificates
     */
    static CertificateSelector load(List<Secret> secrets, boolean named) {
        List<CertificateEntry> entries = new ArrayList<>(secrets.size());
        for (Secret secret : secrets) {
            List<Hostname> hosts =
                    named ? List.of(new Hostname(secret.metadata().name())) : List.of();
            entries.add(new CertificateEntry(hosts, TlsSecret.of(secret)));
        }
        return CertificateSelector.of(List.of(new ListenerCertificates(null, entries)), null);
    }
}
