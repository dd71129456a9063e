package dev.gatehouse.routing.resource;

import dev.gatehouse.routing.resource.HttpRouteFilter.ExternalAuth.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code HTTPExternalAuthFilter}. */
final class ExternalAuthDecoder {
    private static final Choice<Protocol> PROTOCOLS = Choice.of(Protocol.class, Protocol::name);

    private ExternalAuthDecoder() {}

    static HttpRouteFilter.@Nullable ExternalAuth decode(FieldReader auth) {
        Protocol protocol = auth.requiredChoice("protocol", PROTOCOLS);
        FieldReader backend = auth.requiredObject("backendRef");
        BackendObjectReference reference = backend == null ? null : References.backend(backend);
        FieldReader http = auth.object("http");
        FieldReader grpc = auth.object("grpc");
        FieldReader body = auth.object("forwardBody");
        if (protocol != null) {
            checkMember(auth, protocol == Protocol.HTTP ? "http" : "grpc", protocol, true);
            checkMember(auth, protocol == Protocol.HTTP ? "grpc" : "http", protocol, false);
        }
        List<String> ofGrpc = headers(grpc, "allowedHeaders");
        List<String> ofHttp = headers(http, "allowedHeaders");
        String path = http == null ? "" : http.text("path", PathRules.AUTH_PATH, "");
        List<String> ofResponse = headers(http, "allowedResponseHeaders");
        int maxSize = body == null ? 0 : body.integer("maxSize", 0, Integer.MAX_VALUE, 0);
        return reference == null || protocol == null
                ? null
                : new HttpRouteFilter.ExternalAuth(
                        reference, protocol, protocol == Protocol.HTTP ? ofHttp : ofGrpc, path, ofResponse, maxSize);
    }

    private static void checkMember(FieldReader auth, String member, Protocol protocol, boolean needed) {
        if (needed && !auth.has(member)) {
            auth.missing(member, "expected: an object, as the protocol is " + protocol);
        } else if (!needed && auth.has(member)) {
            auth.notAllowed(member, "the protocol is " + protocol);
        }
    }

    private static List<String> headers(@Nullable FieldReader fields, String field) {
        return fields == null ? List.of() : fields.distinctTexts(field, ApiLimits.AUTH_HEADERS, TextRule.ANY);
    }
}
