package dev.gatehouse.tck;

import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Outcome;
import dev.gatehouse.tck.StepResult.Passed;
import dev.gatehouse.tck.TlsOutcome.Presented;
import dev.gatehouse.tck.TlsOutcome.Refused;
import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and judges {@code tls} steps that ask which certificate is shown. */
final class Handshakes {
    /** What stands for the certificate that is shown where no Secret fits. */
    private static final String DEFAULT = "default";

    private Handshakes() {}

    /** The step; null where it asks for more than the kit judges. */
    static Step.@Nullable Tls read(Body body) {
        Body gateway = body.object("gateway");
        Body expect = body.objectOrEmpty("expect");
        String handshake = expect.textOrNull("handshake");
        boolean judged = body.beside(Set.of("gateway", "port", "sni", "expect")).isEmpty()
                && expect.beside(Set.of("certificate", "certificateNot", "handshake"))
                        .isEmpty()
                && (gateway == null
                        || gateway.beside(Set.of("namespace", "name")).isEmpty())
                && (expect.fields().getOrDefault("certificate", "") instanceof String)
                && (handshake == null || Set.of("ok", "rejected").contains(handshake));
        return !judged
                ? null
                : new Step.Tls(
                        gateway == null
                                ? null
                                : new HttpCall.GatewayName(gateway.text("namespace"), gateway.text("name")),
                        body.number("port", 443),
                        body.textOrNull("sni"),
                        "rejected".equals(handshake),
                        expect.textOrNull("certificate"),
                        expect.textOrNull("certificateNot"));
    }

    static Outcome judge(Step.Tls step, TlsOutcome outcome, Cluster cluster) {
        if (outcome instanceof Refused refused) {
            return step.rejected() ? new Passed() : new Failed("a handshake", "none: " + refused.reason());
        }
        List<String> shown = secrets(((Presented) outcome).certificate(), cluster);
        String came = shown.isEmpty() ? "a certificate of no Secret" : "that of Secret " + shown;
        String wanted = step.certificate();
        String unwanted = step.certificateNot();
        if (step.rejected()) {
            return new Failed("a handshake that is refused", came);
        } else if (wanted != null && !(wanted.equals(DEFAULT) ? shown.isEmpty() : shown.contains(wanted))) {
            return new Failed("the certificate " + wanted, came);
        } else if (unwanted != null && shown.contains(unwanted)) {
            return new Failed("a certificate other than " + unwanted, came);
        }
        return new Passed();
    }

    /** The names of the Secrets that hold a certificate. */
    private static List<String> secrets(Certificate certificate, Cluster cluster) {
        List<String> names = new ArrayList<>();
        for (Body secret : cluster.all("Secret")) {
            String encoded = secret.objectOrEmpty("data").textOrNull("tls.crt");
            if (encoded != null && certificate.equals(certificate(encoded))) {
                names.add(secret.required("metadata").text("name"));
            }
        }
        return names;
    }

    /** The first of a Secret; null where there is none that can be read. */
    private static @Nullable Certificate certificate(String encoded) {
        try {
            byte[] pem = Base64.getMimeDecoder().decode(encoded);
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        } catch (CertificateException | IllegalArgumentException e) {
            return null;
        }
    }
}
