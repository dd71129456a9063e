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
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.routing.resource.SecretObjectReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the TLS Secrets that the manifests refer to and do not hold, as is usual where keys are kept out of version control. Of one change after another it looks
 * at what has changed alone. For one thread at a time.
 */
final class MissingCertificates {
    private static final FieldPath SPEC = FieldPath.ROOT.field("spec");

    /** By the Secret's namespace and name, what refers to it. */
    private final Map<String, Map<ObjectRef, List<Need>>> needs = new LinkedHashMap<>();

    private final Map<ObjectRef, Set<String>> secrets = new HashMap<>();

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
     * One place where a Secret is referred to.
     *
     * @param hosts those that are said there
     * @param listener whose routes have further ones; null where there are none
     */
    private record Need(
            String namespace,
            String name,
            Resource referrer,
            FieldPath field,
            List<Hostname> hosts,
            @Nullable Listener listener) {
        String secret() {
            return namespace + "/" + name;
        }
    }

    /**
     * The absent Secrets. Their hosts are those of the Ingress' {@code tls} entry (of its rules where that names none), and those of the
     * listener, where it names none or a wildcard together with those of its routes.
     */
    static List<Missing> of(Resources resources) {
        MissingCertificates search = new MissingCertificates();
        for (Resource resource : referrers(resources)) {
            search.changed(resource.ref(), resource);
        }
        List<Missing> found = new ArrayList<>();
        for (String secret : search.needs.keySet()) {
            Missing missing = search.missing(secret, resources);
            if (missing != null) {
                found.add(missing);
            }
        }
        return found;
    }

    /** All that can refer to one, in the order in which they count as the first. */
    static List<Resource> referrers(Resources resources) {
        List<Resource> all = new ArrayList<>(resources.all(Ingress.class));
        all.addAll(resources.all(Gateway.class));
        all.addAll(resources.all(ListenerSet.class));
        return all;
    }

    /**
     * An object has come, changed or gone.
     *
     * @param now null where it has gone
     * @return the Secrets to which it refers, or did
     */
    Set<String> changed(ObjectRef name, @Nullable Resource now) {
        Map<String, List<Need>> own = new LinkedHashMap<>();
        for (Need need : now == null ? List.<Need>of() : needs(now)) {
            own.computeIfAbsent(need.secret(), key -> new ArrayList<>()).add(need);
        }
        Set<String> touched = new LinkedHashSet<>(secrets.getOrDefault(name, Set.of()));
        touched.addAll(own.keySet());
        for (String secret : touched) {
            Map<ObjectRef, List<Need>> all = needs.computeIfAbsent(secret, key -> new LinkedHashMap<>());
            List<Need> some = own.get(secret);
            // One that refers to it still keeps its place.
            if (some == null) {
                all.remove(name);
            } else {
                all.put(name, some);
            }
            if (all.isEmpty()) {
                needs.remove(secret);
            }
        }
        if (own.isEmpty()) {
            secrets.remove(name);
        } else {
            secrets.put(name, own.keySet());
        }
        return touched;
    }

    /** Of these Secrets those of listeners whose routes have a say in the hosts. */
    Set<String> ofRoutes(Collection<String> secrets) {
        Set<String> found = new LinkedHashSet<>(secrets);
        found.removeIf(secret -> needs.getOrDefault(secret, Map.of()).values().stream()
                .flatMap(List::stream)
                .allMatch(need -> need.listener == null));
        return found;
    }

    /** A Secret; null where it is there, or nothing refers to it. Costs a look at all routes where those have a say in its hosts. */
    @Nullable
    Missing missing(String secret, Resources resources) {
        List<Need> all = needs.getOrDefault(secret, Map.of()).values().stream()
                .flatMap(List::stream)
                .toList();
        if (all.isEmpty()) {
            return null;
        }
        Need first = all.get(0);
        if (resources.find(Secret.class, first.namespace, first.name) != null) {
            return null;
        }
        Set<Hostname> hosts = new LinkedHashSet<>();
        for (Need need : all) {
            hosts.addAll(need.hosts);
            if (need.listener != null) {
                addHosts(hosts, need.referrer, need.listener, resources);
            }
        }
        return new Missing(first.namespace, first.name, hosts, first.referrer, first.field);
    }

    private static List<Need> needs(Resource resource) {
        List<Need> needs = new ArrayList<>();
        if (resource instanceof Ingress ingress) {
            ingress(ingress, needs);
        } else if (resource instanceof Gateway gateway) {
            listeners(gateway, gateway.listeners(), needs);
        } else if (resource instanceof ListenerSet set) {
            listeners(set, set.listeners(), needs);
        }
        return needs;
    }

    private static void ingress(Ingress ingress, List<Need> needs) {
        for (int i = 0; i < ingress.tls().size(); i++) {
            IngressTls tls = ingress.tls().get(i);
            if (tls.secretName() != null) {
                List<Hostname> hosts = tls.hosts().isEmpty() ? ruleHosts(ingress) : tls.hosts();
                FieldPath field = SPEC.field("tls").index(i).field("secretName");
                needs.add(new Need(ingress.metadata().namespace(), tls.secretName(), ingress, field, hosts, null));
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
    private static void listeners(Resource owner, List<Listener> listeners, List<Need> needs) {
        for (int i = 0; i < listeners.size(); i++) {
            Listener listener = listeners.get(i);
            ListenerTls tls = listener.tls();
            if (tls == null || tls.mode() != ListenerTls.Mode.TERMINATE) {
                continue;
            }
            Hostname own = listener.hostname();
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
                    needs.add(new Need(
                            namespace,
                            reference.name(),
                            owner,
                            field,
                            own == null ? List.of() : List.of(own),
                            own == null || own.isWildcard() ? listener : null));
                }
            }
        }
    }

    private static void addHosts(Set<Hostname> hosts, Resource owner, Listener listener, Resources resources) {
        Hostname own = listener.hostname();
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

    private static boolean names(HttpRoute route, ParentReference parent, Resource owner, Listener listener) {
        return parent.kind().equals(owner.ref().kind())
                && or(parent.namespace(), route.metadata().namespace())
                        .equals(owner.metadata().namespace())
                && parent.name().equals(owner.metadata().name())
                && (parent.sectionName() == null || parent.sectionName().equals(listener.name()))
                && (parent.port() == null || parent.port() == listener.port());
    }

    private static String or(@Nullable String value, String otherwise) {
        return value != null ? value : otherwise;
    }
}
