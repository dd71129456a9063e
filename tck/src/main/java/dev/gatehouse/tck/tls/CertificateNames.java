package dev.gatehouse.tck.tls;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a certificate is for a name (RFC 6125): a first label {@code *} stands for one label, also above a public suffix, as
 * the suite's own client has it. The names are read from the extension itself, since the JDK reads none of them where one is a URI without a scheme.
 */
final class CertificateNames {
    private static final String SUBJECT_ALTERNATIVE_NAMES = "2.5.29.17";
    private static final int DNS_NAME = 0x82;

    private CertificateNames() {}

    static boolean fit(X509Certificate certificate, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        String covering = dot < 0 ? wanted : "*" + wanted.substring(dot);
        return of(certificate).stream()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .anyMatch(each -> each.equals(wanted) || each.equals(covering));
    }

    /** The DNS names. */
    static List<String> of(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(SUBJECT_ALTERNATIVE_NAMES);
        List<String> names = new ArrayList<>();
        if (extension != null) {
            Der.Reader elements = new Der.Reader(extension).inside().inside();
            while (elements.next()) {
                if (elements.tag() == DNS_NAME) {
                    names.add(new String(elements.content(), StandardCharsets.US_ASCII));
                }
            }
        }
        return names;
    }
}
