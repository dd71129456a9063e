package dev.gatehouse.cli;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.IngressRule;
import dev.gatehouse.routing.resource.IngressTls;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.resource.ListenerSet;
import dev.gatehouse.routing.resource.ListenerTls;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.routing.resource.SecretObjectReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the TLS Secrets that the manifests refer to and do not hold, as is usual where keys are kept out of version control. */
final class MissingCertificates {
    private static final FieldPath SPEC = FieldPath.ROOT.field("spec");

    private final Resources resources;
    private final Map<String, Missing> found = new LinkedHashMap<>();

    private MissingCertificates(Resources resources) {
        this.resources = resources;
    }

    /**
     * A Secret that is absent.
     *
     * @param hosts the hosts that need it, in the order in which they are met; may be empty
     * @param referrer the first object that refers to it
     * @param field where it does so
     */
    record Missing(String namespace, String name, Set<Hostname> hosts, Resource referrer, FieldPath field) {
        /** Such as {@code Secret default/app-tls}. */
        @Override
        public String toString() {
            return "Secret " + namespace + "/" + name;
        }
    }

    /**
     * The absent Secrets. Their hosts are those of the Ingress' {@code tls} entry (of its rules where that names none), and those of the
     * listener, where it names none or a wildcard together with those of its routes.
     */
    static List<Missing> of(Resources resources) {
        MissingCertificates search = new MissingCertificates(resources);
        resources.all(Ingress.class).forEach(search::ingress);
        resources.all(Gateway.class).forEach(gateway -> search.listeners(gateway, gateway.listeners()));
        resources.all(ListenerSet.class).forEach(set -> search.listeners(set, set.listeners()));
        return List.copyOf(search.found.values());
    }

    /** These resources with a Secret for each that is absent. */
    static Resources filled(Resources resources, Function<Missing, Secret> certificates) {
        return resources.with(of(resources).stream().map(certificates).toList());
    }

    private void ingress(Ingress ingress) {
        for (int i = 0; i < ingress.tls().size(); i++) {
            IngressTls tls = ingress.tls().get(i);
            if (tls.secretName() != null) {
                List<Hostname> hosts = tls.hosts().isEmpty() ? ruleHosts(ingress) : tls.hosts();
                FieldPath field = SPEC.field("tls").index(i).field("secretName");
                add(ingress.metadata().namespace(), tls.secretName(), hosts, ingress, field);
            }
        }
    }

    private static List<Hostname> ruleHosts(Ingress ingress) {
        List<Hostname> hosts = new ArrayList<>();
        for (IngressRule rule : ingress.rules()) {
            if (rule.host() != null) {
                hosts.add(rule.host());
            }
        }
        return hosts;
    }

    /** @param owner a Gateway or a ListenerSet */
    private void listeners(Resource owner, List<Listener> listeners) {
        for (int i = 0; i < listeners.size(); i++) {
            Listener listener = listeners.get(i);
            ListenerTls tls = listener.tls();
            if (tls == null || tls.mode() != ListenerTls.Mode.TERMINATE) {
                continue;
            }
            for (int j = 0; j < tls.certificateRefs().size(); j++) {
                SecretObjectReference reference = tls.certificateRefs().get(j);
                if (reference.group().isEmpty() && reference.kind().equals("Secret")) {
                    String namespace =
                            or(reference.namespace(), owner.metadata().namespace());
                    FieldPath field = SPEC.field("listeners")
                            .index(i)
                            .field("tls")
                            .field("certificateRefs")
                            .index(j);
                    add(namespace, reference.name(), listenerHosts(owner, listener), owner, field);
                }
            }
        }
    }

    private Set<Hostname> listenerHosts(Resource owner, Listener listener) {
        Set<Hostname> hosts = new LinkedHashSet<>();
        Hostname own = listener.hostname();
        if (own != null) {
            hosts.add(own);
        }
        if (own == null || own.isWildcard()) {
            for (HttpRoute route : resources.all(HttpRoute.class)) {
                if (route.parentRefs().stream().anyMatch(parent -> names(route, parent, owner, listener))) {
                    for (Hostname host : route.hostnames()) {
                        Hostname common = own == null ? host : own.intersect(host);
                        if (common != null) {
                            hosts.add(common);
                        }
                    }
                }
            }
        }
        return hosts;
    }

    private static boolean names(HttpRoute route, ParentReference parent, Resource owner, Listener listener) {
        return parent.kind().equals(owner.ref().kind())
                && or(parent.namespace(), route.metadata().namespace())
                        .equals(owner.metadata().namespace())
                && parent.name().equals(owner.metadata().name())
                && (parent.sectionName() == null || parent.sectionName().equals(listener.name()))
                && (parent.port() == null || parent.port() == listener.port());
    }

    private void add(String namespace, String name, Collection<Hostname> hosts, Resource referrer, FieldPath field) {
        if (resources.find(Secret.class, namespace, name) == null) {
            found.computeIfAbsent(
                            namespace + "/" + name,
                            key -> new Missing(namespace, name, new LinkedHashSet<>(), referrer, field))
                    .hosts()
                    .addAll(hosts);
        }
    }

    private static String or(@Nullable String value, String otherwise) {
        return value != null ? value : otherwise;
    }
}
