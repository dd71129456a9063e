package dev.gatehouse.routing.resource;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Ingress} of {@code networking.k8s.io/v1}, with the rules of the API server for a new object. */
final class IngressDecoder {
    private static final Choice<HttpIngressPath.PathType> PATH_TYPES = Choice.of(HttpIngressPath.PathType.class);
    private static final TextRule SERVICE_NAME = new TextRule(
            "the name of a Service of the Ingress' own namespace, a DNS label",
            Names::isLabel,
            name -> name.indexOf('.') >= 0 || name.indexOf('/') >= 0
                    ? "ingress-cross-namespace-backend"
                    : "invalid-value");
    /** A server takes addresses here, though no rule can have one; see {@link #tlsEntry}. */
    private static final TextRule TLS_HOST = new TextRule(
            Hostnames.RULE.expected(),
            text -> Hostnames.isIp(text) || Hostname.problem(text) == null,
            Hostnames.RULE.problemName());

    /** An empty host is an absent one. */
    private static final TextRule RULE_HOST = new TextRule(
            Hostnames.RULE.expected(),
            text -> text.isEmpty() || Hostname.problem(text) == null,
            Hostnames.RULE.problemName());

    private static final TextRule SECRET_NAME =
            new TextRule("empty or " + Names.SUBDOMAIN.expected(), text -> text.isEmpty() || Names.isSubdomain(text));

    private IngressDecoder() {}

    static Ingress decode(FieldReader object, Metadata metadata) {
        FieldReader spec = object.object("spec");
        if (spec == null) {
            if (!object.has("spec")) {
                object.missing("spec", "expected: defaultBackend or rules");
            }
            return new Ingress(metadata, null, null, List.of(), List.of());
        }
        String className = spec.text("ingressClassName", Names.SUBDOMAIN);
        checkLegacyClass(object, metadata, className);
        boolean noRules = !spec.has("rules") || spec.isEmptyList("rules");
        if (noRules && !spec.has("defaultBackend")) {
            spec.problems()
                    .error("required-field", spec.path(), Found.instead(null, "expected: defaultBackend or rules"));
        }
        return new Ingress(
                metadata,
                className,
                backend(spec.object("defaultBackend")),
                spec.objects("rules", ApiLimits.UNBOUNDED, IngressDecoder::rule),
                spec.objects("tls", ApiLimits.UNBOUNDED, IngressDecoder::tlsEntry));
    }

    /** An API server refuses an Ingress that is created with both, also where they agree. */
    private static void checkLegacyClass(FieldReader object, Metadata metadata, @Nullable String className) {
        String legacy = metadata.annotations().get(Annotations.INGRESS_CLASS);
        if (legacy != null && className != null) {
            object.problems()
                    .error(
                            "ingress-class-conflict",
                            object.path("metadata").field("annotations").field(Annotations.INGRESS_CLASS),
                            Found.instead(legacy, "expected: no annotation beside spec.ingressClassName"));
        }
    }

    private static IngressRule rule(FieldReader rule) {
        Hostname host = Hostnames.parse(rule.text("host", RULE_HOST));
        FieldReader http = rule.object("http");
        List<HttpIngressPath> paths =
                http == null ? List.of() : http.requiredObjects("paths", ApiLimits.UNBOUNDED, IngressDecoder::path);
        return new IngressRule(host, paths);
    }

    private static HttpIngressPath path(FieldReader path) {
        if (!path.has("pathType")) {
            path.problems()
                    .error("path-type-missing", path.path("pathType"), Found.instead(null, PATH_TYPES.expected()));
        }
        HttpIngressPath.PathType type = path.choice("pathType", PATH_TYPES);
        boolean literal = type == HttpIngressPath.PathType.EXACT || type == HttpIngressPath.PathType.PREFIX;
        TextRule rule = literal ? PathRules.INGRESS_PATH : PathRules.ANY_INGRESS_PATH;
        if (literal && !path.has("path")) {
            path.missing("path", "expected: " + rule.expected());
        }
        String value = path.text("path", rule, "");
        return new HttpIngressPath(
                type == null ? PATH_TYPES.first() : type,
                value.isEmpty() ? "/" : value,
                orNone(backend(path.requiredObject("backend"))));
    }

    private static IngressBackend orNone(@Nullable IngressBackend backend) {
        return backend == null ? new IngressBackend.ServiceNumber("", 0) : backend;
    }

    private static @Nullable IngressBackend backend(@Nullable FieldReader backend) {
        if (backend == null) {
            return null;
        }
        FieldReader service = backend.object("service");
        FieldReader resource = backend.object("resource");
        backend.renamed("serviceName", "service.name");
        backend.renamed("servicePort", "service.port.number or service.port.name");
        if (backend.has("service") == backend.has("resource")) {
            backend.problems()
                    .error(
                            backend.has("service") ? "field-not-allowed" : "required-field",
                            backend.path(),
                            "found " + (backend.has("service") ? "both" : "neither")
                                    + " (expected: either service or resource)");
        }
        IngressBackend ofResource = resource == null ? null : objectBackend(resource);
        IngressBackend ofService = service == null ? null : service(service);
        return ofResource == null ? ofService : ofResource;
    }

    private static IngressBackend objectBackend(FieldReader resource) {
        return new IngressBackend.ObjectBackend(
                resource.text("apiGroup", Names.GROUP, ""),
                resource.requiredText("kind", Names.PATH_SEGMENT),
                resource.requiredText("name", Names.PATH_SEGMENT));
    }

    private static IngressBackend service(FieldReader service) {
        String name = service.requiredText("name", SERVICE_NAME);
        FieldReader port = service.requiredObject("port");
        if (port == null) {
            return new IngressBackend.ServiceNumber(name, 0);
        }
        String portName = port.text("name", Names.PORT_NAME);
        Integer number = port.integer("number", 1, ApiLimits.MAX_PORT);
        if (port.has("name") == port.has("number")) {
            port.problems()
                    .error(
                            port.has("name") ? "field-not-allowed" : "required-field",
                            port.path(),
                            "found " + (port.has("name") ? "both" : "neither") + " (expected: either name or number)");
        }
        return portName == null
                ? new IngressBackend.ServiceNumber(name, number == null ? 0 : number)
                : new IngressBackend.ServiceName(name, portName);
    }

    private static @Nullable IngressTls tlsEntry(FieldReader tls) {
        List<String> texts = tls.texts("hosts", ApiLimits.UNBOUNDED, TLS_HOST);
        String secret = tls.text("secretName", SECRET_NAME, "");
        List<Hostname> hosts = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            Hostname host = Hostnames.parse(texts.get(i));
            if (host != null) {
                hosts.add(host);
            } else if (!texts.get(i).isEmpty()) {
                tls.problems()
                        .warning(
                                "host-is-ip",
                                tls.path("hosts").index(i),
                                Found.instead(texts.get(i), "expected: a host name; no client names an address"));
            }
        }
        // Without the hosts that it named, the entry would stand for every host.
        return hosts.isEmpty() && !texts.isEmpty() ? null : new IngressTls(hosts, secret.isEmpty() ? null : secret);
    }
}
