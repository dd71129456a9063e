package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.request.RulePath;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.HttpIngressPath;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.IngressBackend;
import dev.gatehouse.routing.resource.IngressRule;
import dev.gatehouse.routing.resource.IngressTls;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ingresses of ours, all on one front end: port 80 as soon as there is a class or an Ingress of ours, and port 443 as soon as one of them
 * speaks of TLS.
 */
final class IngressAttacher {
    private static final FieldPath SPEC = FieldPath.ROOT.field("spec");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Resources resources;
    private final IngressClasses classes;
    private final ServicePorts services;
    private final IngressOptions options;
    private final List<Problem> problems;

    IngressAttacher(
            Resources resources,
            Controllers controllers,
            ServicePorts services,
            IngressOptions options,
            List<RouteParent> parents,
            List<Problem> problems) {
        this.resources = resources;
        this.classes = new IngressClasses(resources, controllers, parents, problems);
        this.services = services;
        this.options = options;
        this.problems = problems;
    }

    List<AttachedListener> attach() {
        List<Ingress> served = served();
        if (served.isEmpty() && !classes.anyOurs()) {
            return List.of();
        }
        List<RoutingRule> rules = rules(served);
        List<AttachedListener> listeners = new ArrayList<>();
        listeners.add(listener(HTTP, "http", false, List.of(), rules));
        if (served.stream().anyMatch(ingress -> !ingress.tls().isEmpty())) {
            listeners.add(listener(HTTPS, "https", true, certificates(served), rules));
        }
        return listeners;
    }

    private AttachedListener listener(
            int port, String name, boolean tls, List<CertificateUse> certificates, List<RoutingRule> rules) {
        Style style = options.hostsFallBack() ? Style.INGRESS_FALLING_BACK : Style.INGRESS;
        return new AttachedListener(new Bind(Bind.INGRESS, port), name, null, tls, style, certificates, rules);
    }

    private List<RoutingRule> rules(List<Ingress> served) {
        List<RoutingRule> rules = new ArrayList<>();
        Map<ObjectRef, RoutingRule> defaults = new LinkedHashMap<>();
        for (Ingress ingress : served) {
            if (ingress.defaultBackend() != null) {
                defaults.put(ingress.ref(), defaultRule(ingress, ingress.defaultBackend()));
            }
            rules.addAll(rules(ingress));
        }
        if (!defaults.isEmpty()) {
            addDefaults(
                    rules,
                    defaults,
                    owners(served),
                    defaults.values().iterator().next());
        }
        return rules;
    }

    /** The hosts of these, in the order in which they are met, each with those that have it. */
    private static Map<HostPattern, Set<ObjectRef>> owners(List<Ingress> ingresses) {
        Map<HostPattern, Set<ObjectRef>> owners = new LinkedHashMap<>();
        for (Ingress ingress : ingresses) {
            hosts(ingress)
                    .forEach(host -> owners.computeIfAbsent(host, key -> new LinkedHashSet<>())
                            .add(ingress.ref()));
        }
        return owners;
    }

    /** The hosts of its rules. */
    static Set<HostPattern> hosts(Ingress ingress) {
        Set<HostPattern> hosts = new LinkedHashSet<>();
        ingress.rules().forEach(rule -> hosts.add(host(rule.host())));
        return hosts;
    }

    /** That of the oldest Ingress with a default backend, for any host; null where none has one. */
    @Nullable
    RoutingRule fallback() {
        List<Ingress> oldest = new ArrayList<>();
        resources.forEach(Ingress.class, ingress -> {
            if (ingress.defaultBackend() != null
                    && (oldest.isEmpty()
                            || Ages.OLDEST_FIRST.compare(
                                            ingress.metadata(), oldest.get(0).metadata())
                                    < 0)
                    && classes.ours(ingress)) {
                oldest.clear();
                oldest.add(ingress);
            }
        });
        IngressBackend backend = oldest.isEmpty() ? null : oldest.get(0).defaultBackend();
        return backend == null ? null : defaultRule(oldest.get(0), backend);
    }

    /**
     * The rules for default backends, in no particular order.
     *
     * @param wanted of these hosts; null for all
     */
    List<RoutingRule> defaults(@Nullable Set<HostPattern> wanted) {
        RoutingRule fallback = fallback();
        if (fallback == null) {
            return List.of();
        }
        List<Ingress> having = new ArrayList<>();
        resources.forEach(Ingress.class, ingress -> {
            if ((wanted == null || !Collections.disjoint(wanted, hosts(ingress))) && classes.ours(ingress)) {
                having.add(ingress);
            }
        });
        Map<ObjectRef, RoutingRule> defaults = new HashMap<>();
        for (Ingress ingress : having) {
            if (ingress.defaultBackend() != null) {
                defaults.put(ingress.ref(), defaultRule(ingress, ingress.defaultBackend()));
            }
        }
        Map<HostPattern, Set<ObjectRef>> owners = owners(having);
        List<RoutingRule> rules = new ArrayList<>();
        addDefaults(rules, defaults, owners, fallback);
        if (wanted != null) {
            rules.removeIf(rule -> !wanted.contains(rule.hosts().get(0)));
        }
        return rules;
    }

    /** The port for TLS, without rules. */
    AttachedListener tlsListener() {
        return listener(HTTPS, "https", true, certificates(), List.of());
    }

    /** The rules of one that is ours, without those for default backends: they do not depend on any other Ingress. */
    List<RoutingRule> rules(Ingress ingress) {
        List<RoutingRule> rules = new ArrayList<>();
        int position = 0;
        for (int i = 0; i < ingress.rules().size(); i++) {
            IngressRule rule = ingress.rules().get(i);
            HostPattern host = host(rule.host());
            for (int j = 0; j < rule.paths().size(); j++) {
                HttpIngressPath path = rule.paths().get(j);
                FieldPath field = SPEC.field("rules")
                        .index(i)
                        .field("http")
                        .field("paths")
                        .index(j);
                rules.add(new RoutingRule(
                        origin(ingress, position++),
                        List.of(host),
                        List.of(RuleMatch.of(0, path(path))),
                        action(ingress, path.backend(), field.field("backend"))));
            }
        }
        return rules;
    }

    /** Whether one is served here. */
    boolean serves(Ingress ingress) {
        return classes.ours(ingress);
    }

    /** Whether port 80 is open even without an Ingress. */
    boolean isOpenAnyhow() {
        return classes.anyOurs();
    }

    /** Whether any is ours. */
    boolean servesAny() {
        boolean[] any = new boolean[1];
        resources.forEach(Ingress.class, ingress -> any[0] = any[0] || classes.ours(ingress));
        return any[0];
    }

    /** Whether any that is ours has TLS. */
    boolean hasTls() {
        boolean[] has = new boolean[1];
        resources.forEach(Ingress.class, ingress -> has[0] |= !ingress.tls().isEmpty() && classes.ours(ingress));
        return has[0];
    }

    /** The certificates of all that are ours. */
    List<CertificateUse> certificates() {
        return certificates(served());
    }

    private List<Ingress> served() {
        return resources.all(Ingress.class).stream()
                .filter(classes::ours)
                .sorted(Comparator.comparing(Ingress::metadata, Ages.OLDEST_FIRST))
                .toList();
    }

    /**
     * A host that an Ingress owns goes to that Ingress' default backend, or else to the oldest Ingress' that has one, which also takes
     * every host that nobody owns: hosts do not fall back to each other, so each is given its own default. Where they do, the oldest's is
     * for every host that is left.
     */
    private void addDefaults(
            List<RoutingRule> rules,
            Map<ObjectRef, RoutingRule> defaults,
            Map<HostPattern, Set<ObjectRef>> owners,
            RoutingRule oldest) {
        owners.putIfAbsent(HostPattern.ANY, Set.of());
        owners.forEach((host, ingresses) -> {
            List<RoutingRule> own = ingresses.stream()
                    .filter(defaults::containsKey)
                    .map(defaults::get)
                    .toList();
            boolean alone = host.equals(HostPattern.ANY) || !options.hostsFallBack();
            for (RoutingRule rule : own.isEmpty() && alone ? List.of(oldest) : own) {
                rules.add(rule.withHosts(List.of(host)));
            }
        });
    }

    /** What is for none of its paths, on any host. */
    private RoutingRule defaultRule(Ingress ingress, IngressBackend backend) {
        return new RoutingRule(
                origin(ingress, -1),
                List.of(HostPattern.ANY),
                List.of(RuleMatch.of(0, new PathMatch(PathMatch.Kind.DEFAULT, "/"))),
                action(ingress, backend, SPEC.field("defaultBackend")));
    }

    private RuleAction action(Ingress ingress, IngressBackend backend, FieldPath field) {
        return new ForwardTo(List.of(BackendShare.of(1, services.resolve(ingress, backend, field))), null, null);
    }

    private static Origin origin(Ingress ingress, int position) {
        return new Origin(
                ingress.ref(),
                ingress.metadata().creationTimestamp(),
                position,
                null,
                ingress.metadata().source());
    }

    private static HostPattern host(@Nullable Hostname host) {
        return host == null ? HostPattern.ANY : HostPattern.ingress(host);
    }

    private static PathMatch path(HttpIngressPath path) {
        PathMatch.Kind kind = switch (path.pathType()) {
            case EXACT -> PathMatch.Kind.EXACT;
            case PREFIX -> PathMatch.Kind.PREFIX;
            case IMPLEMENTATION_SPECIFIC -> PathMatch.Kind.IMPLEMENTATION_SPECIFIC;
        };
        return new PathMatch(kind, RulePath.canonical(path.path()));
    }

    private List<CertificateUse> certificates(List<Ingress> served) {
        List<CertificateUse> certificates = new ArrayList<>();
        for (Ingress ingress : served) {
            for (int i = 0; i < ingress.tls().size(); i++) {
                IngressTls tls = ingress.tls().get(i);
                String name = tls.secretName();
                if (name == null) {
                    continue;
                }
                String namespace = ingress.metadata().namespace();
                Secret secret = resources.find(Secret.class, namespace, name);
                if (secret != null) {
                    certificates.add(new CertificateUse(tls.hosts(), secret));
                } else {
                    reportMissing(ingress, name, SPEC.field("tls").index(i).field("secretName"));
                }
            }
        }
        return certificates;
    }

    private void reportMissing(Ingress ingress, String name, FieldPath field) {
        String elsewhere = resources.all(Secret.class).stream()
                .filter(secret -> secret.metadata().name().equals(name))
                .map(secret -> secret.metadata().namespace())
                .collect(Collectors.joining(", "));
        String namespace = ingress.metadata().namespace();
        problems.add(Problems.error(
                elsewhere.isEmpty() ? "tls-secret-missing" : "tls-secret-other-namespace",
                ingress,
                field,
                "found no Secret " + namespace + "/" + name
                        + (elsewhere.isEmpty()
                                ? ""
                                : " (there is one in namespace " + elsewhere + ", which an Ingress cannot use)")
                        + "; its hosts get the default certificate"));
    }
}
