package dev.gatehouse.tck;

import dev.gatehouse.tck.tls.Certificates.Use;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Secret or ConfigMap with a certificate, made before the first step; {@link Generator} makes it.
 *
 * @param hosts of the certificate
 * @param signedBy another such object; null: by itself
 * @param commonName null: what the suite writes there
 * @param key under which the certificate of an authority is stored
 * @param authorityKey under which the certificate of the signer is stored beside the pair; null: it is not
 */
record GeneratedObject(
        ObjectName object,
        Use use,
        List<String> hosts,
        @Nullable NamespacedName signedBy,
        @Nullable String commonName,
        String key,
        @Nullable String authorityKey) {
    static GeneratedObject read(Body body) {
        Use use = switch (body.text("type")) {
            case "server" -> Use.SERVER;
            case "client" -> Use.CLIENT;
            case "ca" -> Use.AUTHORITY;
            default ->
                throw new MalformedCase(
                        body.place() + ".type: found " + body.text("type") + " (expected: server, client or ca)");
        };
        Body signer = body.object("signedBy");
        if (signer != null) {
            // Signers are told apart by namespace and name alone.
            signer.value("kind");
        }
        boolean selfSigned = body.flag("selfSigned");
        if (selfSigned && signer != null) {
            throw new MalformedCase(body.place() + ": is signed by itself and by another");
        }
        return new GeneratedObject(
                new ObjectName(body.text("kind", "Secret"), body.text("namespace"), body.text("name")),
                use,
                body.texts("hosts"),
                signer == null ? null : new NamespacedName(signer.text("namespace"), signer.text("name")),
                body.textOrNull("commonName"),
                body.text("key", "ca.crt"),
                body.textOrNull("caKey"));
    }
}
