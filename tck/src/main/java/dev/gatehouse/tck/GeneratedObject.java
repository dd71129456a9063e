package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tls.certificate.MintedCertificate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Secret or ConfigMap with a certificate, made before the first step.
 *
 * @param authority whether its certificate signs others
 * @param hosts of the certificate; those that are neither a name nor an address are left out of it
 * @param signedBy another such object; null: by itself
 */
record GeneratedObject(
        ObjectName object,
        boolean authority,
        List<String> hosts,
        @Nullable ObjectName signedBy) {
    static GeneratedObject read(Body body) {
        ObjectName object = named(body);
        Body signer = body.object("signedBy");
        return new GeneratedObject(
                object, body.text("type").equals("ca"), body.texts("hosts"), signer == null ? null : named(signer));
    }

    private static ObjectName named(Body body) {
        String kind = body.textOrNull("kind");
        return new ObjectName(kind == null ? "Secret" : kind, body.text("namespace"), body.text("name"));
    }

    /** The objects, signers before what they sign. */
    static List<Map<String, Object>> documents(List<GeneratedObject> objects) {
        Map<String, MintedCertificate> made = new LinkedHashMap<>();
        List<Map<String, Object>> documents = new ArrayList<>();
        for (GeneratedObject each : objects) {
            MintedCertificate certificate = each.mint(made);
            made.put(each.object.namespace() + "/" + each.object.name(), certificate);
            documents.add(each.document(certificate));
        }
        return documents;
    }

    private MintedCertificate mint(Map<String, MintedCertificate> made) {
        MintedCertificate.Builder builder = MintedCertificate.builder(
                hosts.stream().filter(host -> Hostname.problem(host) == null).toArray(String[]::new));
        if (authority) {
            builder.authority(object.name());
        }
        if (signedBy != null) {
            MintedCertificate signer = made.get(signedBy.namespace() + "/" + signedBy.name());
            if (signer == null) {
                throw new MalformedCase(object + " is signed by " + signedBy + ", which does not come before it");
            }
            builder.signedBy(signer);
        }
        return builder.mint();
    }

    private Map<String, Object> document(MintedCertificate certificate) {
        Map<String, Object> metadata = Map.of("namespace", object.namespace(), "name", object.name());
        if (object.kind().equals("ConfigMap")) {
            return Map.of(
                    "apiVersion",
                    "v1",
                    "kind",
                    "ConfigMap",
                    "metadata",
                    metadata,
                    "data",
                    Map.of("ca.crt", certificate.certificatePem(), "key.crt", certificate.privateKeyPem()));
        }
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Secret",
                "metadata",
                metadata,
                "type",
                "kubernetes.io/tls",
                "data",
                Map.of(
                        "tls.crt", base64(certificate.certificatePem()),
                        "tls.key", base64(certificate.privateKeyPem())));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
