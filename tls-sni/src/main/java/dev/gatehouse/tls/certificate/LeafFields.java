package dev.gatehouse.tls.certificate;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The few fields of a leaf that are asked for before anybody is shown it: a tenth of the work of reading the certificate, and a
 * hundredth of its memory. Nothing is judged here; what cannot be found is found when the Secret is read in full.
 *
 * <pre>{@code
 * Certificate    ::= SEQUENCE { tbsCertificate TBSCertificate, ... }                               RFC 5280, 4.1
 * TBSCertificate ::= SEQUENCE { [0] version OPTIONAL, serialNumber INTEGER, signature SEQUENCE, issuer SEQUENCE,
 *                               validity SEQUENCE { notBefore Time, notAfter Time }, subject SEQUENCE,
 *                               subjectPublicKeyInfo SEQUENCE, [1] OPTIONAL, [2] OPTIONAL, [3] SEQUENCE OF Extension }
 * Extension      ::= SEQUENCE { OID, critical BOOLEAN OPTIONAL, OCTET STRING }
 * }</pre>
 *
 * @param names as {@link ServerCertificate#names}
 */
record LeafFields(List<String> names, Instant notBefore, Instant notAfter) {
    /** Of what is no certificate. */
    static final LeafFields UNKNOWN = new LeafFields(List.of(), Instant.MIN, Instant.MAX);

    private static final byte[] BEGIN = "-----BEGIN CERTIFICATE-----".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "-----END CERTIFICATE-----".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ALTERNATIVE_NAMES = Der.oid("2.5.29.17");
    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;
    private static final int DNS_NAME = 0x82;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT);

    static LeafFields of(ServerCertificate certificate) {
        return new LeafFields(certificate.names(), certificate.notBefore(), certificate.notAfter());
    }

    /** Those of the first certificate of a PEM text; null where they cannot be found. */
    static @Nullable LeafFields of(byte @Nullable [] pem) {
        if (pem == null) {
            return null;
        }
        int begin = indexOf(pem, BEGIN, 0);
        int end = begin < 0 ? -1 : indexOf(pem, END, begin + BEGIN.length);
        if (end < 0) {
            return null;
        }
        byte[] base64 = new byte[end - begin - BEGIN.length];
        System.arraycopy(pem, begin + BEGIN.length, base64, 0, base64.length);
        try {
            return read(new DerReader(Base64.getMimeDecoder().decode(base64)));
        } catch (MalformedPem | IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private static int indexOf(byte[] text, byte[] searched, int from) {
        for (int i = from; i + searched.length <= text.length; i++) {
            int j = 0;
            while (j < searched.length && text[i + j] == searched[j]) {
                j++;
            }
            if (j == searched.length) {
                return i;
            }
        }
        return -1;
    }

    private static LeafFields read(DerReader der) throws MalformedPem {
        DerReader body = der.enter(Der.SEQUENCE).enter(Der.SEQUENCE);
        if (body.startsWith(VERSION)) {
            body.enter(VERSION);
        }
        body.enter(Der.INTEGER);
        body.enter(Der.SEQUENCE);
        body.enter(Der.SEQUENCE);
        DerReader validity = body.enter(Der.SEQUENCE);
        Instant notBefore = time(validity);
        Instant notAfter = time(validity);
        body.enter(Der.SEQUENCE);
        body.enter(Der.SEQUENCE);
        List<String> names = new ArrayList<>(2);
        while (!body.isAtEnd()) {
            if (body.startsWith(EXTENSIONS)) {
                names(body.enter(EXTENSIONS).enter(Der.SEQUENCE), names);
            } else {
                body.skip();
            }
        }
        return new LeafFields(List.copyOf(names), notBefore, notAfter);
    }

    private static Instant time(DerReader validity) throws MalformedPem {
        boolean shortYear = validity.startsWith(Der.UTC_TIME);
        String text =
                validity.enter(shortYear ? Der.UTC_TIME : Der.GENERALIZED_TIME).text();
        // RFC 5280, 4.1.2.5.1: two digits from 50 on are of the last century.
        String year = !shortYear ? "" : text.compareTo("5") >= 0 ? "19" : "20";
        return LocalDateTime.parse(year + text, TIME).toInstant(ZoneOffset.UTC);
    }

    private static void names(DerReader extensions, List<String> names) throws MalformedPem {
        while (!extensions.isAtEnd()) {
            DerReader extension = extensions.enter(Der.SEQUENCE);
            boolean alternatives = extension.skipIfEqual(ALTERNATIVE_NAMES);
            if (!alternatives) {
                continue;
            }
            while (!extension.startsWith(Der.OCTET_STRING)) {
                extension.skip();
            }
            DerReader general = extension.enter(Der.OCTET_STRING).enter(Der.SEQUENCE);
            while (!general.isAtEnd()) {
                if (general.startsWith(DNS_NAME)) {
                    String name = general.enter(DNS_NAME).text().toLowerCase(Locale.ROOT);
                    if (!names.contains(name)) {
                        names.add(name);
                    }
                } else {
                    general.skip();
                }
            }
        }
    }
}
