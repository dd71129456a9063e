package dev.gatehouse.tls.certificate;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a certificate is for ({@code subjectAltName}, RFC 5280 section 4.2.1.6). Read here and not by the JDK, which gives up all names where
 * one of them is malformed: with an exception or without, as its version has it. Names of other kinds are passed over.
 *
 * @param dnsNames in lower case, in their order, each once
 * @param address whether it is for an IP address
 */
record SubjectAltNames(List<String> dnsNames, boolean address) {
    private static final String EXTENSION = "2.5.29.17";
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;

    SubjectAltNames {
        dnsNames = List.copyOf(dnsNames);
    }

    static SubjectAltNames of(X509Certificate certificate) throws MalformedPem {
        byte[] extension = certificate.getExtensionValue(EXTENSION);
        Set<String> names = new LinkedHashSet<>();
        boolean address = false;
        if (extension != null) {
            DerReader alternatives =
                    new DerReader(extension).enter(OCTET_STRING).enter(SEQUENCE);
            while (!alternatives.isAtEnd()) {
                if (alternatives.startsWith(DNS_NAME)) {
                    names.add(alternatives.enter(DNS_NAME).text().toLowerCase(Locale.ROOT));
                } else {
                    address |= alternatives.startsWith(IP_ADDRESS);
                    alternatives.skip();
                }
            }
        }
        return new SubjectAltNames(List.copyOf(names), address);
    }
}
