package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.resource.BackendObjectReference;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GatewayTls;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.GrpcRouteRule;
import dev.gatehouse.routing.resource.HttpBackendRef;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.HttpRouteFilter;
import dev.gatehouse.routing.resource.HttpRouteRule;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.IngressBackend;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.resource.ListenerSet;
import dev.gatehouse.routing.resource.ListenerTls;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Route;
import dev.gatehouse.routing.resource.SecretObjectReference;
import dev.gatehouse.routing.resource.StreamRouteRule;
import dev.gatehouse.routing.resource.TcpRoute;
import dev.gatehouse.routing.resource.TlsRoute;
import dev.gatehouse.routing.resource.UdpRoute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One object names another.
 *
 * @param field the reference as a whole, such as {@code spec.rules[0].backendRefs[1]}
 * @param to what it means, whether it is there or not; the namespace filled in
 * @param port of a Service; null where the reference has none, or names it
 * @param granted whether one into another namespace needs a ReferenceGrant; otherwise it needs none (parents) or there can be none (Ingress)
 */
record Reference(
        Resource from,
        FieldPath field,
        ObjectRef to,
        @Nullable Integer port,
        boolean granted) {
    /** Every reference in these resources. */
    static List<Reference> all(Resources resources) {
        Collector collector = new Collector();
        resources.all().forEach(collector::resource);
        return collector.found;
    }

    /** Whether it leads into another namespace. */
    boolean crosses() {
        return !to.namespace().equals(from.metadata().namespace());
    }

    private static final class Collector {
        final List<Reference> found = new ArrayList<>();

        void resource(Resource resource) {
            if (resource instanceof Ingress ingress) {
                ingress(ingress);
            } else if (resource instanceof Gateway gateway) {
                listeners(gateway, gateway.listeners());
                GatewayTls tls = gateway.tls();
                SecretObjectReference client = tls == null ? null : tls.clientCertificateRef();
                if (client != null) {
                    secret(gateway, client, SPEC.field("tls").field("backend").field("clientCertificateRef"));
                }
            } else if (resource instanceof ListenerSet set) {
                listeners(set, set.listeners());
            } else if (resource instanceof Route route) {
                for (int i = 0; i < route.parentRefs().size(); i++) {
                    parent(
                            route,
                            route.parentRefs().get(i),
                            SPEC.field("parentRefs").index(i));
                }
                rules(route);
            }
        }

        private void rules(Route route) {
            if (route instanceof HttpRoute http) {
                for (int i = 0; i < http.rules().size(); i++) {
                    HttpRouteRule rule = http.rules().get(i);
                    filters(route, rule.filters(), rule(i).field("filters"));
                    backends(route, rule.backendRefs(), rule(i));
                }
            } else if (route instanceof GrpcRoute grpc) {
                for (int i = 0; i < grpc.rules().size(); i++) {
                    GrpcRouteRule rule = grpc.rules().get(i);
                    filters(route, rule.filters(), rule(i).field("filters"));
                    backends(route, rule.backendRefs(), rule(i));
                }
            } else if (route instanceof TlsRoute tls) {
                streams(route, tls.rules());
            } else if (route instanceof TcpRoute tcp) {
                streams(route, tcp.rules());
            } else if (route instanceof UdpRoute udp) {
                streams(route, udp.rules());
            }
        }

        private static FieldPath rule(int index) {
            return SPEC.field("rules").index(index);
        }

        private void backends(Route route, List<HttpBackendRef> references, FieldPath rule) {
            for (int j = 0; j < references.size(); j++) {
                FieldPath field = rule.field("backendRefs").index(j);
                backend(route, references.get(j).backend(), field);
                filters(route, references.get(j).filters(), field.field("filters"));
            }
        }

        private void streams(Route route, List<StreamRouteRule> rules) {
            for (int i = 0; i < rules.size(); i++) {
                for (int j = 0; j < rules.get(i).backendRefs().size(); j++) {
                    backend(
                            route,
                            rules.get(i).backendRefs().get(j).backend(),
                            rule(i).field("backendRefs").index(j));
                }
            }
        }

        private void filters(Route route, List<HttpRouteFilter> filters, FieldPath field) {
            for (int i = 0; i < filters.size(); i++) {
                if (filters.get(i) instanceof HttpRouteFilter.RequestMirror mirror) {
                    backend(
                            route,
                            mirror.backendRef(),
                            field.index(i).field("requestMirror").field("backendRef"));
                } else if (filters.get(i) instanceof HttpRouteFilter.ExternalAuth auth) {
                    backend(
                            route,
                            auth.backendRef(),
                            field.index(i).field("externalAuth").field("backendRef"));
                }
            }
        }

        private void backend(Route route, BackendObjectReference reference, FieldPath field) {
            String namespace = reference.namespace();
            found.add(new Reference(
                    route,
                    field,
                    new ObjectRef(
                            reference.group(),
                            reference.kind(),
                            namespace != null ? namespace : route.metadata().namespace(),
                            reference.name()),
                    reference.port(),
                    true));
        }

        private void parent(Route route, ParentReference reference, FieldPath field) {
            String namespace = reference.namespace();
            found.add(new Reference(
                    route,
                    field,
                    new ObjectRef(
                            reference.group(),
                            reference.kind(),
                            namespace != null ? namespace : route.metadata().namespace(),
                            reference.name()),
                    reference.port(),
                    false));
        }

        private void listeners(Resource owner, List<Listener> listeners) {
            for (int i = 0; i < listeners.size(); i++) {
                ListenerTls tls = listeners.get(i).tls();
                FieldPath field = SPEC.field("listeners").index(i).field("tls").field("certificateRefs");
                for (int j = 0; tls != null && j < tls.certificateRefs().size(); j++) {
                    secret(owner, tls.certificateRefs().get(j), field.index(j));
                }
            }
        }

        private void secret(Resource owner, SecretObjectReference reference, FieldPath field) {
            String namespace = reference.namespace();
            found.add(new Reference(
                    owner,
                    field,
                    new ObjectRef(
                            reference.group(),
                            reference.kind(),
                            namespace != null ? namespace : owner.metadata().namespace(),
                            reference.name()),
                    null,
                    true));
        }

        private void ingress(Ingress ingress) {
            IngressBackend backend = ingress.defaultBackend();
            if (backend != null) {
                backend(ingress, backend, SPEC.field("defaultBackend"));
            }
            for (int i = 0; i < ingress.rules().size(); i++) {
                for (int j = 0; j < ingress.rules().get(i).paths().size(); j++) {
                    backend(
                            ingress,
                            ingress.rules().get(i).paths().get(j).backend(),
                            Scene.ingressPath(i, j).field("backend"));
                }
            }
            for (int i = 0; i < ingress.tls().size(); i++) {
                String secret = ingress.tls().get(i).secretName();
                if (secret != null) {
                    found.add(new Reference(
                            ingress,
                            SPEC.field("tls").index(i).field("secretName"),
                            new ObjectRef("", "Secret", ingress.metadata().namespace(), secret),
                            null,
                            false));
                }
            }
        }

        private void backend(Ingress ingress, IngressBackend backend, FieldPath field) {
            String name = null;
            Integer port = null;
            if (backend instanceof IngressBackend.ServiceNumber service) {
                name = service.name();
                port = service.port();
            } else if (backend instanceof IngressBackend.ServiceName service) {
                name = service.name();
            }
            if (name != null) {
                found.add(new Reference(
                        ingress,
                        field,
                        new ObjectRef("", "Service", ingress.metadata().namespace(), name),
                        port,
                        false));
            }
        }
    }
}
