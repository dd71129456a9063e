package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Backend.Unusable;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.BackendTlsPolicy;
import dev.gatehouse.routing.resource.BackendTlsPolicy.TargetRef;
import dev.gatehouse.routing.resource.BackendTlsPolicy.Validation;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Service;
import dev.gatehouse.routing.resource.Service.ServicePort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which Services are spoken to with TLS, and how (GEP-1897). A policy for a port comes before one for the whole Service; of two for the same
 * the oldest, then the first by name.
 */
final class BackendTlsPolicies {
    private static final FieldPath SPEC = FieldPath.ROOT.field("spec");
    private static final String WHOLE = "";

    private final Resources resources;
    private final CaCertificateRefs authorities;
    private final List<Problem> problems;
    private final Map<Target, Judged> winners = new HashMap<>();
    private final Map<BackendTlsPolicy, Judged> all = new LinkedHashMap<>();

    BackendTlsPolicies(Resources resources, CaCertificateRefs authorities, List<Problem> problems) {
        this.resources = resources;
        this.authorities = authorities;
        this.problems = problems;
        resources.all(BackendTlsPolicy.class).stream()
                .sorted(Comparator.comparing(BackendTlsPolicy::metadata, Ages.OLDEST_FIRST))
                .forEach(policy -> all.put(policy, judge(policy)));
    }

    /** @param section the name of the port; empty for the whole Service */
    private record Target(ObjectRef service, String section) {}

    /**
     * A policy, whatever reaches it.
     *
     * @param tls null where it cannot be carried out: then its Services are not spoken to at all
     * @param refusal why it cannot be, or null
     * @param targets by Service why it does not count there; null where it does
     */
    private record Judged(
            @Nullable BackendTls tls,
            @Nullable Refusal refusal,
            List<Refusal> brokenReferences,
            Map<ObjectRef, @Nullable Refusal> targets) {}

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The backend with what its policy asks for; where that cannot be done it is of no use, and never spoken to in the clear. */
    Backend secure(ServiceBackend backend, ServicePort port, int status) {
        ObjectRef service = new ObjectRef("", "Service", backend.namespace(), backend.name());
        Judged own = port.name().isEmpty() ? null : winners.get(new Target(service, port.name()));
        Judged policy = own != null ? own : winners.get(new Target(service, WHOLE));
        if (policy == null) {
            return backend;
        }
        BackendTls tls = policy.tls();
        return tls != null
                ? new ServiceBackend(backend.namespace(), backend.name(), backend.port(), backend.appProtocol(), tls)
                : new Unusable(
                        status, Unusable.RESOLVED, "the BackendTLSPolicy for " + backend + " cannot be carried out");
    }

    /**
     * The policies under each Gateway that reaches one of their targets, from the oldest policy on.
     *
     * @param reached by Gateway the Services to which its routes refer
     */
    List<AttachedPolicy> attached(Map<ObjectRef, Set<ObjectRef>> reached) {
        List<AttachedPolicy> attached = new ArrayList<>();
        all.forEach((policy, judged) -> reached.forEach((gateway, services) -> {
            List<ObjectRef> targets = judged.targets().keySet().stream()
                    .filter(services::contains)
                    .toList();
            if (!targets.isEmpty()) {
                Refusal refusal = targets.stream()
                        .map(judged.targets()::get)
                        .filter(each -> each != null)
                        .findFirst()
                        .orElse(judged.refusal());
                attached.add(new AttachedPolicy(policy, gateway, refusal, judged.brokenReferences()));
            }
        }));
        return attached;
    }

    private Judged judge(BackendTlsPolicy policy) {
        List<Refusal> broken = new ArrayList<>();
        FieldPath validation = SPEC.field("validation");
        Validation asked = policy.validation();
        List<String> trusted = authorities.resolve(
                policy, asked.caCertificateRefs(), validation.field("caCertificateRefs"), "InvalidKind", broken);
        String wellKnown = asked.wellKnownCaCertificates();
        boolean system = "System".equals(wellKnown);
        Refusal refusal = null;
        if (wellKnown != null && !system) {
            refusal = refuse(
                    policy,
                    validation.field("wellKnownCACertificates"),
                    "backend-tls-authority-unknown",
                    "Invalid",
                    "found \"" + wellKnown + "\" (expected: System)");
        } else if (trusted.isEmpty() && !system) {
            refusal = new Refusal("NoValidCACertificate", "no authority can be used");
        }
        BackendTls tls = refusal != null
                ? null
                : new BackendTls(asked.hostname().text(), asked.subjectAltNames(), trusted, system, null);
        Map<ObjectRef, @Nullable Refusal> targets = new LinkedHashMap<>();
        Judged judged = new Judged(tls, refusal, broken, targets);
        for (int i = 0; i < policy.targetRefs().size(); i++) {
            TargetRef target = policy.targetRefs().get(i);
            ObjectRef service = new ObjectRef(
                    target.group(), target.kind(), policy.metadata().namespace(), target.name());
            Refusal fault = attach(
                    policy, judged, target, service, SPEC.field("targetRefs").index(i));
            if (targets.get(service) == null) {
                targets.put(service, fault);
            }
        }
        return judged;
    }

    private @Nullable Refusal attach(
            BackendTlsPolicy policy, Judged judged, TargetRef target, ObjectRef ref, FieldPath field) {
        if (!target.group().isEmpty() || !target.kind().equals("Service")) {
            return refuse(
                    policy,
                    field,
                    "backend-kind-unknown",
                    "Invalid",
                    "found kind " + ServicePorts.kind(target.group(), target.kind()) + " (expected: Service)");
        }
        Service service = resources.find(Service.class, ref.namespace(), ref.name());
        if (service == null) {
            return refuse(policy, field, "backend-tls-target-missing", "TargetNotFound", "found no " + ref);
        }
        String section = target.sectionName();
        List<ServicePort> ports = service.ports().stream()
                .filter(port -> section == null || section.equals(port.name()))
                .toList();
        if (ports.isEmpty()) {
            return refuse(
                    policy,
                    field.field("sectionName"),
                    "backend-tls-target-missing",
                    "TargetNotFound",
                    "found \"" + section + "\" (expected: the name of a port of " + ref + ")");
        }
        if (ports.stream().allMatch(port -> port.protocol().equals("UDP"))) {
            return refuse(policy, field, "backend-tls-target-missing", "Invalid", ref + " has no port for TCP there");
        }
        Judged winner = winners.putIfAbsent(new Target(ref, section == null ? WHOLE : section), judged);
        return winner == null
                ? null
                : refuse(
                        policy,
                        field,
                        "backend-tls-conflict",
                        "Conflicted",
                        "another BackendTLSPolicy, which is older, has the same target " + ref
                                + (section == null ? "" : " port " + section));
    }

    private Refusal refuse(BackendTlsPolicy policy, FieldPath field, String name, String reason, String message) {
        boolean conflict = reason.equals("Conflicted");
        problems.add(
                conflict
                        ? Problems.warning(name, policy, field, message + "; this one does not count")
                        : Problems.error(name, policy, field, message));
        return new Refusal(reason, message);
    }
}
