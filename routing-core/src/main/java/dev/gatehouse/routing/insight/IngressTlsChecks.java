package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.IngressRule;
import dev.gatehouse.routing.resource.IngressTls;
import java.util.LinkedHashSet;
import java.util.Set;

/** {@code Ingress.spec.tls} beside {@code Ingress.spec.rules}. */
final class IngressTlsChecks {
    private IngressTlsChecks() {}

    static void run(Scene scene, Report report) {
        for (Ingress ingress : scene.ingresses()) {
            Set<Hostname> hosts = new LinkedHashSet<>();
            boolean everyHost = false;
            for (IngressRule rule : ingress.rules()) {
                Hostname host = rule.host();
                if (host == null) {
                    everyHost = true;
                } else {
                    hosts.add(host);
                }
            }
            issuer(report, ingress);
            if (!ingress.tls().isEmpty() && ingress.rules().isEmpty()) {
                report.add("ingress-tls-default-backend-only", ingress, SPEC.field("tls"), "found tls, and no rules");
            } else if (!ingress.tls().isEmpty()) {
                entries(report, ingress, hosts, everyHost);
            }
        }
    }

    private static void issuer(Report report, Ingress ingress) {
        boolean complete = ingress.tls().stream().anyMatch(tls -> !tls.hosts().isEmpty() && tls.secretName() != null);
        if (IssuerChecks.asksAnIssuer(ingress) && !complete) {
            report.add(
                    "issuer-annotation-without-tls",
                    ingress,
                    SPEC.field("tls"),
                    "found an issuer's annotation, and no entry with hosts and secretName");
        }
    }

    private static void entries(Report report, Ingress ingress, Set<Hostname> hosts, boolean everyHost) {
        Set<Hostname> secured = new LinkedHashSet<>();
        for (int i = 0; i < ingress.tls().size(); i++) {
            IngressTls tls = ingress.tls().get(i);
            FieldPath field = SPEC.field("tls").index(i).field("hosts");
            secured.addAll(tls.hosts());
            if (tls.hosts().isEmpty()) {
                report.add(
                        "ingress-tls-no-hosts",
                        ingress,
                        field,
                        "found none (expected: the hosts of the certificate)",
                        hosts.isEmpty()
                                ? new Change[0]
                                : new Change[] {
                                    new Change.Put(
                                            ingress.ref(),
                                            field,
                                            hosts.stream().map(Hostname::text).toList())
                                });
            }
            for (int j = 0; j < tls.hosts().size() && !everyHost; j++) {
                host(report, ingress, tls.hosts().get(j), hosts, field.index(j));
            }
        }
        boolean catchAll = ingress.tls().stream().anyMatch(tls -> tls.hosts().isEmpty());
        for (int i = 0; i < ingress.rules().size() && !catchAll; i++) {
            Hostname host = ingress.rules().get(i).host();
            if (host != null && secured.stream().noneMatch(name -> oneLabelCovers(name, host))) {
                FieldPath field = SPEC.field("tls").index(0).field("hosts");
                report.add(
                        "ingress-host-without-tls",
                        ingress,
                        SPEC.field("rules").index(i).field("host"),
                        "found " + host + ", which no entry of tls names",
                        new Change.Put(
                                ingress.ref(),
                                field.index(ingress.tls().get(0).hosts().size()),
                                host.text()));
            }
        }
    }

    private static void host(Report report, Ingress ingress, Hostname host, Set<Hostname> hosts, FieldPath field) {
        if (hosts.stream().anyMatch(rule -> oneLabelCovers(rule, host) || oneLabelCovers(host, rule))) {
            return;
        }
        boolean apex = hosts.stream()
                .anyMatch(rule -> rule.isWildcard() && rule.suffix().equals(host.text()));
        boolean deep = hosts.stream().anyMatch(rule -> rule.covers(host));
        if (apex) {
            report.add("wildcard-misses-apex", ingress, field, "found " + host + ", which the wildcard does not take");
        } else if (deep) {
            report.add(
                    "ingress-wildcard-depth",
                    ingress,
                    field,
                    "found " + host + ", more than one label below the wildcard");
        } else {
            report.add(
                    "ingress-tls-host-without-rule",
                    ingress,
                    field,
                    "found " + host + " (expected a host of the rules)",
                    new Change.Remove(ingress.ref(), field));
        }
    }

    /** A wildcard of an Ingress, as that of a certificate, takes exactly one label. */
    private static boolean oneLabelCovers(Hostname name, Hostname host) {
        return name.equals(host)
                || (name.isWildcard()
                        && name.covers(host)
                        && !host.isWildcard()
                        && host.text().indexOf('.')
                                == host.text().length() - name.suffix().length() - 1);
    }
}
