package dev.gatehouse.routing.resource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code Gateway.spec.tls}: {@code GatewayTLSConfig}. */
final class GatewayTlsDecoder {
    private static final Choice<GatewayTls.Mode> MODES = Choice.of(GatewayTls.Mode.class);

    private final String namespace;
    private final Set<Integer> ports = new HashSet<>();

    private GatewayTlsDecoder(String namespace) {
        this.namespace = namespace;
    }

    /** The settings of a Gateway of this namespace; null where it has none. */
    static @Nullable GatewayTls decode(@Nullable FieldReader tls, String namespace) {
        if (tls == null) {
            return null;
        }
        FieldReader frontend = tls.object("frontend");
        GatewayTls.FrontendTls ofClients =
                frontend == null ? null : new GatewayTlsDecoder(namespace).frontend(frontend);
        FieldReader backend = tls.object("backend");
        FieldReader certificate = backend == null ? null : backend.object("clientCertificateRef");
        return new GatewayTls(ofClients, certificate == null ? null : References.secret(certificate));
    }

    private GatewayTls.FrontendTls frontend(FieldReader frontend) {
        FieldReader everywhere = frontend.requiredObject("default");
        return new GatewayTls.FrontendTls(
                everywhere == null ? null : validation(everywhere),
                frontend.objects("perPort", ApiLimits.FRONTEND_TLS_PORTS, this::port));
    }

    private GatewayTls.PortTls port(FieldReader entry) {
        int port = entry.requiredInteger("port", 1, ApiLimits.MAX_PORT);
        if (port != 0 && !ports.add(port)) {
            entry.duplicate(port, entry.path("port"));
        }
        FieldReader tls = entry.requiredObject("tls");
        return new GatewayTls.PortTls(port, tls == null ? null : validation(tls));
    }

    private GatewayTls.@Nullable ClientCertificateValidation validation(FieldReader tls) {
        FieldReader validation = tls.object("validation");
        if (validation == null) {
            return null;
        }
        List<ObjectRef> authorities = validation.requiredObjects(
                "caCertificateRefs",
                ApiLimits.CA_CERTIFICATE_REFS,
                reference -> References.object(reference, namespace));
        return new GatewayTls.ClientCertificateValidation(
                authorities, validation.choice("mode", MODES, GatewayTls.Mode.ALLOW_VALID_ONLY));
    }
}
