package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Backend.Unusable;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.request.HopByHop;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.HttpHeaderFilter;
import dev.gatehouse.routing.resource.HttpRouteFilter;
import dev.gatehouse.routing.resource.HttpRouteFilter.RequestHeaderModifier;
import dev.gatehouse.routing.resource.HttpRouteFilter.RequestRedirect;
import dev.gatehouse.routing.resource.HttpRouteFilter.ResponseHeaderModifier;
import dev.gatehouse.routing.resource.HttpRouteFilter.UrlRewrite;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code filters} of a rule or a {@code backendRef}; the decoder has refused those that may not stand together. */
final class RouteFilters {
    private final ServicePorts services;
    private final Extensions extensions;
    private final Capabilities capabilities;
    private final List<Problem> problems;

    RouteFilters(ServicePorts services, Extensions extensions, Capabilities capabilities, List<Problem> problems) {
        this.services = services;
        this.extensions = extensions;
        this.capabilities = capabilities;
        this.problems = problems;
    }

    /**
     * What these filters do.
     *
     * @param field that of the list
     * @param before changes to the request's headers that come before them: a backend's filters act after the rule's
     * @param onBackend whether they stand on a {@code backendRef}
     */
    FilterEffects of(
            Route route,
            List<HttpRouteFilter> filters,
            FieldPath field,
            List<HeaderEdits> before,
            boolean onBackend,
            RuleFindings findings) {
        if (filters.isEmpty()) {
            return FilterEffects.NONE;
        }
        Reading reading = new Reading(route, before, onBackend, findings);
        for (int i = 0; i < filters.size(); i++) {
            reading.add(filters.get(i), field.index(i));
        }
        return reading.effects();
    }

    private final class Reading {
        private final Route route;
        private final List<HeaderEdits> before;
        private final boolean onBackend;
        private final RuleFindings findings;
        private final List<HeaderEdits> requestEdits = new ArrayList<>();
        private final List<HeaderEdits> responseEdits = new ArrayList<>();
        private final List<MirrorTo> mirrors = new ArrayList<>();
        private final List<Extension> found = new ArrayList<>();
        private @Nullable String hostname;
        private @Nullable CorsPolicy cors;
        private @Nullable ExternalAuth externalAuth;
        private @Nullable RequestRedirect redirect;
        private @Nullable UrlRewrite rewrite;
        private @Nullable Unusable fault;

        Reading(Route route, List<HeaderEdits> before, boolean onBackend, RuleFindings findings) {
            this.route = route;
            this.before = before;
            this.onBackend = onBackend;
            this.findings = findings;
        }

        FilterEffects effects() {
            return new FilterEffects(
                    cors == null && externalAuth == null && found.isEmpty()
                            ? RequestFilters.NONE
                            : new RequestFilters(cors, externalAuth, found),
                    requestEdits,
                    responseEdits,
                    hostname,
                    redirect,
                    rewrite,
                    mirrors,
                    fault);
        }

        void add(HttpRouteFilter filter, FieldPath field) {
            if (filter instanceof RequestHeaderModifier modifier) {
                requestEdits.add(requestEdits(modifier.edits(), field.field("requestHeaderModifier")));
            } else if (filter instanceof ResponseHeaderModifier modifier) {
                responseEdits.add(edits(modifier.edits(), field.field("responseHeaderModifier")));
            } else if (filter instanceof RequestRedirect given) {
                redirect = given;
            } else if (filter instanceof UrlRewrite given) {
                rewrite = given;
            } else if (filter instanceof HttpRouteFilter.RequestMirror mirror) {
                add(mirror, field.field("requestMirror").field("backendRef"));
            } else if (filter instanceof HttpRouteFilter.Cors policy) {
                cors = cors(policy);
            } else if (filter instanceof HttpRouteFilter.ExternalAuth auth) {
                add(auth, field);
            } else {
                add((HttpRouteFilter.ExtensionRef) filter, field.field("extensionRef"));
            }
        }

        private void add(HttpRouteFilter.RequestMirror mirror, FieldPath field) {
            Backend backend =
                    services.resolve(route, mirror.backendRef(), field, "requests go on without their copies");
            if (backend instanceof ServiceBackend service) {
                List<HeaderEdits> edits = new ArrayList<>(before);
                edits.addAll(requestEdits);
                mirrors.add(new MirrorTo(service, mirror.numerator(), mirror.denominator(), edits));
            } else {
                // Requests go on without their copies.
                findings.broken((Unusable) backend);
            }
        }

        private void add(HttpRouteFilter.ExternalAuth auth, FieldPath field) {
            if (onBackend) {
                refuse(
                        "external-auth-on-backend",
                        field.field("type"),
                        "found ExternalAuth on a backendRef (expected: on the rule)");
                return;
            }
            if (auth.protocol() == HttpRouteFilter.ExternalAuth.Protocol.GRPC && !capabilities.speaksGrpc()) {
                refuse(
                        "unsupported-filter",
                        field.field("externalAuth").field("protocol"),
                        "found GRPC, which this front end does not speak (expected: HTTP)");
                return;
            }
            Backend backend = services.resolve(
                    route, auth.backendRef(), field.field("externalAuth").field("backendRef"), answers());
            if (backend instanceof Unusable broken) {
                findings.broken(broken);
                fault = broken;
                return;
            }
            externalAuth = new ExternalAuth(
                    (ServiceBackend) backend,
                    switch (auth.protocol()) {
                        case HTTP -> ExternalAuth.Protocol.HTTP;
                        case GRPC -> ExternalAuth.Protocol.GRPC;
                    },
                    lower(auth.allowedHeaders()),
                    prefix(auth.path()),
                    lower(auth.allowedResponseHeaders()),
                    auth.maxBodySize());
        }

        private void add(HttpRouteFilter.ExtensionRef reference, FieldPath field) {
            ExtensionFilter filter = extensions.find(reference.ref());
            if (filter != null) {
                found.add(new Extension(reference.ref(), filter));
                return;
            }
            String message = "found " + reference.ref() + " (expected: a filter that the program has registered)";
            problems.add(Problems.error("extension-ref-unresolved", route, field, message + "; " + answers()));
            Unusable broken = new Unusable(500, "InvalidKind", message);
            findings.broken(broken);
            fault = broken;
        }

        /** {@code Host} is the host's business and not a header's: a value of its own is that of a rewrite. */
        private HeaderEdits requestEdits(HttpHeaderFilter filter, FieldPath field) {
            List<HttpHeaderFilter.HttpHeader> set = new ArrayList<>(filter.set());
            for (HttpHeaderFilter.HttpHeader header : filter.set()) {
                if (header.name().equalsIgnoreCase("host")) {
                    hostname = header.value();
                    set.remove(header);
                }
            }
            return edits(new HttpHeaderFilter(set, filter.add(), filter.remove()), field);
        }

        private HeaderEdits edits(HttpHeaderFilter filter, FieldPath field) {
            filter.set().forEach(header -> check(header.name(), field.field("set")));
            filter.add().forEach(header -> check(header.name(), field.field("add")));
            filter.remove().forEach(name -> check(name, field.field("remove")));
            return new HeaderEdits(fields(filter.set()), fields(filter.add()), filter.remove());
        }

        private void check(String name, FieldPath field) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (HopByHop.is(lower) || lower.equals("host")) {
                refuse(
                        "header-not-editable",
                        field,
                        "found " + name + " (expected: no header that frames a message or speaks of a connection)");
            }
        }

        /** What comes of a filter that cannot be applied. */
        private String answers() {
            return onBackend ? "its share of the requests gets 500" : "every request of the rule gets 500";
        }

        private void refuse(String name, FieldPath field, String message) {
            problems.add(Problems.error(name, route, field, message + "; " + answers()));
            findings.part(message);
            fault = new Unusable(500, "UnsupportedValue", message);
        }
    }

    private static CorsPolicy cors(HttpRouteFilter.Cors cors) {
        boolean any = cors.allowOrigins().contains("*");
        return new CorsPolicy(
                any,
                any
                        ? List.of()
                        : cors.allowOrigins().stream().map(CorsOrigin::parse).toList(),
                cors.allowCredentials(),
                cors.allowMethods(),
                cors.allowHeaders(),
                cors.exposeHeaders(),
                cors.maxAge());
    }

    private static String prefix(String path) {
        String rooted = path.isEmpty() || path.startsWith("/") ? path : "/" + path;
        return rooted.endsWith("/") ? rooted.substring(0, rooted.length() - 1) : rooted;
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static List<Field> fields(List<HttpHeaderFilter.HttpHeader> headers) {
        return headers.stream()
                .map(header -> new Field(header.name(), header.value()))
                .toList();
    }
}
