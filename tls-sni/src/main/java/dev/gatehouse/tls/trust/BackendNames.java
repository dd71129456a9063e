package dev.gatehouse.tls.trust;

import dev.gatehouse.routing.attach.BackendTls;
import dev.gatehouse.routing.resource.BackendTlsPolicy.SubjectAltName;
import dev.gatehouse.tls.select.ServerName;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which names a backend's certificate must have ({@code BackendTLSPolicy.spec.validation}). The common name is never looked at.
 *
 * <table>
 * <caption>What is wanted, and what the certificate has</caption>
 * <tr><th>wanted</th><th>certificate</th><th>does it do?</th></tr>
 * <tr><td>{@code a.example} (hostname, or {@code type: Hostname})</td><td>DNS name {@code a.example}, in any case</td><td>yes</td></tr>
 * <tr><td>{@code a.example}</td><td>DNS name {@code *.example}</td><td>yes: a wildcard stands for one label (RFC 6125, 6.4.3)</td></tr>
 * <tr><td>{@code a.b.example}</td><td>DNS name {@code *.example}</td><td>no</td></tr>
 * <tr><td>{@code *.example} ({@code type: Hostname})</td><td>DNS name {@code *.example} or {@code a.example}</td><td>yes</td></tr>
 * <tr><td>{@code *.example}</td><td>DNS name {@code a.b.example} or {@code example}</td><td>no</td></tr>
 * <tr><td>{@code spiffe://x/y} ({@code type: URI})</td><td>the same URI, letter by letter</td><td>yes</td></tr>
 * </table>
 */
final class BackendNames {
    private static final int DNS_NAME = 2;
    private static final int URI = 6;

    private final BackendTls wanted;

    BackendNames(BackendTls wanted) {
        this.wanted = wanted;
    }

    /** Fails with both sides in the message, so that the policy or the certificate can be mended. */
    void check(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> names = names(certificate);
        boolean found = wanted.subjectAltNames().isEmpty()
                ? hasHost(names, wanted.serverName())
                : wanted.subjectAltNames().stream().anyMatch(name -> has(names, name));
        if (!found) {
            throw new CertificateException("the backend's certificate is for "
                    + names.stream().map(name -> String.valueOf(name.get(1))).toList() + " (expected: "
                    + (wanted.subjectAltNames().isEmpty()
                            ? wanted.serverName()
                            : "one of "
                                    + wanted.subjectAltNames().stream()
                                            .map(BackendNames::text)
                                            .toList())
                    + ")");
        }
    }

    private static Collection<List<?>> names(X509Certificate certificate) throws CertificateException {
        try {
            @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            throw new CertificateException("the names of the backend's certificate cannot be read", e);
        }
    }

    private static boolean has(Collection<List<?>> names, SubjectAltName wanted) {
        if (wanted instanceof SubjectAltName.Uri uri) {
            return names.stream()
                    .anyMatch(name -> isType(name, URI) && uri.uri().equals(name.get(1)));
        }
        return hasHost(names, ((SubjectAltName.DnsName) wanted).hostname().text());
    }

    private static boolean hasHost(Collection<List<?>> names, String wanted) {
        return names.stream().anyMatch(name -> isType(name, DNS_NAME) && matches((String) name.get(1), wanted));
    }

    private static boolean isType(List<?> name, int type) {
        return Integer.valueOf(type).equals(name.get(0));
    }

    /** Whether the two stand for one host at least, a wildcard standing for exactly one label. */
    private static boolean matches(String certificate, String wanted) {
        String of = suffix(certificate);
        String by = suffix(wanted);
        if (of == null || by == null) {
            return false;
        }
        boolean wildcards = certificate.startsWith("*.") && wanted.startsWith("*.");
        if (wildcards || !(certificate.startsWith("*.") || wanted.startsWith("*."))) {
            return of.equals(by);
        }
        String wildcard = certificate.startsWith("*.") ? of : by;
        String name = certificate.startsWith("*.") ? by : of;
        return name.indexOf('.') > 0 && name.substring(name.indexOf('.') + 1).equals(wildcard);
    }

    /** In the form by which names are compared, without {@code *.}; null where it is no name. */
    private static @Nullable String suffix(String name) {
        return ServerName.canonical(name.startsWith("*.") ? name.substring(2) : name);
    }

    private static String text(SubjectAltName name) {
        return name instanceof SubjectAltName.Uri uri
                ? uri.uri()
                : ((SubjectAltName.DnsName) name).hostname().text();
    }
}
