package dev.gatehouse.cli;

import dev.gatehouse.tls.certificate.MintedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the certificates that a case speaks of: {@code <certificate for a.example and b.example>}, which may be {@code expired},
 * {@code expiring}, {@code early}, {@code weak} or {@code signed} by an authority that is not beside it, {@code <certificate without names>},
 * {@code <its key>}, {@code <another key>} and {@code <authority>}.
 */
final class CaseCertificates {
    private static final Pattern PLACE = Pattern.compile(
            "<(?:(expired|expiring|early|weak|signed) )?certificate (?:for ([^>]+)|without names)>|<its key>|<another key>|<authority>");
    private static final MintedCertificate AUTHORITY =
            MintedCertificate.builder().authority("Example CA").mint();

    private final Instant now = Instant.now();
    private String key = "";

    private CaseCertificates() {}

    static String fill(String text) throws IOException {
        CaseCertificates certificates = new CaseCertificates();
        StringBuilder filled = new StringBuilder();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            String pem = certificates.pem(place.group(), place.group(1), place.group(2));
            place.appendReplacement(filled, '"' + pem.replace("\n", "\\\\n") + '"');
        }
        return place.appendTail(filled).toString();
    }

    private String pem(String place, String how, String hosts) throws IOException {
        return switch (place) {
            case "<its key>" -> key;
            case "<another key>" -> MintedCertificate.selfSigned("localhost").privateKeyPem();
            case "<authority>" -> AUTHORITY.certificatePem();
            default -> certificate(how == null ? "" : how, hosts);
        };
    }

    private String certificate(String how, String hosts) throws IOException {
        if (how.equals("weak")) {
            key = resource("weak.key");
            return resource("weak.pem");
        }
        MintedCertificate minted = minted(how, hosts);
        key = minted.privateKeyPem();
        return minted.certificatePem();
    }

    private MintedCertificate minted(String how, String hosts) {
        if (hosts == null) {
            return MintedCertificate.builder().authority("app.example.com").mint();
        }
        MintedCertificate.Builder builder = MintedCertificate.builder(hosts.split(" and "));
        return switch (how) {
            case "expired" ->
                builder.notBefore(now.minus(Duration.ofDays(20)))
                        .validity(Duration.ofDays(10))
                        .mint();
            case "early" -> builder.notBefore(now.plus(Duration.ofDays(10))).mint();
            case "expiring" ->
                builder.notBefore(now.minus(Duration.ofDays(87)))
                        .validity(Duration.ofDays(90))
                        .mint();
            case "signed" -> builder.signedBy(AUTHORITY).mint();
            default -> builder.mint();
        };
    }

    private static String resource(String name) throws IOException {
        return Files.readString(
                Repository.root().resolve("cli/src/test/resources/certificates").resolve(name));
    }
}
