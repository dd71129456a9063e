package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.tck.exchange.Identity;
import dev.gatehouse.tck.tls.Certificates;
import dev.gatehouse.tck.tls.Certificates.Made;
import dev.gatehouse.tck.tls.Certificates.Use;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the generated objects of a case, signers before what they sign. For one thread. */
final class Generator {
    private final Map<NamespacedName, Made> made;

    private Generator(Map<NamespacedName, Made> made) {
        this.made = new HashMap<>(made);
    }

    /** One that has made nothing. */
    static Generator create() {
        return new Generator(Map.of());
    }

    /** One that knows what this one has made. */
    Generator copy() {
        return new Generator(made);
    }

    /** The object, made. */
    Document make(GeneratedObject object) {
        Made signer = null;
        if (object.signedBy() != null) {
            signer = made.get(object.signedBy());
            if (signer == null) {
                throw new MalformedCase(
                        object.object() + " is signed by " + object.signedBy() + ", which does not come before it");
            }
        }
        Made own = Certificates.make(made.size(), object.use(), object.commonName(), object.hosts(), signer);
        made.put(new NamespacedName(object.object().namespace(), object.object().name()), own);
        boolean secret = object.object().kind().equals("Secret");
        Map<String, String> data = data(object, own, signer);
        if (secret) {
            data.replaceAll(
                    (key, value) -> Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.US_ASCII)));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "v1");
        document.put("kind", object.object().kind());
        document.put(
                "metadata",
                Map.of(
                        "namespace",
                        object.object().namespace(),
                        "name",
                        object.object().name()));
        if (secret) {
            document.put("type", object.use() == Use.AUTHORITY ? "Opaque" : "kubernetes.io/tls");
        }
        document.put("data", data);
        return Document.of(document);
    }

    private static Map<String, String> data(GeneratedObject object, Made own, @Nullable Made signer) {
        Identity identity = own.identity();
        Map<String, String> data = new LinkedHashMap<>();
        if (object.use() == Use.AUTHORITY) {
            data.put(object.key(), identity.certificates());
            data.put("key.crt", identity.privateKey());
        } else {
            data.put("tls.crt", identity.certificates());
            data.put("tls.key", identity.privateKey());
        }
        if (object.authorityKey() != null && signer != null) {
            data.put(object.authorityKey(), signer.pem());
        }
        return data;
    }
}
