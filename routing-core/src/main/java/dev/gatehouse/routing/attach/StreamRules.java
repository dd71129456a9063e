package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.Backend.Unusable;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.BackendRef;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Route;
import dev.gatehouse.routing.resource.StreamRouteRule;
import java.util.ArrayList;
import java.util.List;

/** The rules of TLSRoutes, TCPRoutes and UDPRoutes in neutral form. */
final class StreamRules {
    private final ServicePorts services;
    private final List<Problem> problems;

    StreamRules(ServicePorts services, List<Problem> problems) {
        this.services = services;
        this.problems = problems;
    }

    /**
     * What became of a route's rules.
     *
     * @param rules for every host; the listener narrows the hosts
     * @param encryptedAgain the same rules for listeners where TLS ends
     */
    record Outcome(List<StreamRule> rules, List<StreamRule> encryptedAgain, RouteFindings findings) {
        List<StreamRule> on(OpenListener listener) {
            return listener.outcome().protocol() == Protocol.TLS_TERMINATE ? encryptedAgain : rules;
        }
    }

    Outcome of(Route route, List<StreamRouteRule> written) {
        List<StreamRule> rules = new ArrayList<>();
        List<Refusal> broken = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            StreamRouteRule rule = written.get(i);
            FieldPath field =
                    FieldPath.ROOT.field("spec").field("rules").index(i).field("backendRefs");
            List<BackendShare> shares = new ArrayList<>();
            for (int j = 0; j < rule.backendRefs().size(); j++) {
                BackendRef reference = rule.backendRefs().get(j);
                Backend backend = services.resolve(route, reference.backend(), field.index(j));
                if (backend instanceof Unusable unusable) {
                    broken.add(new Refusal(unusable.reason(), "rules[" + i + "]: " + unusable.message()));
                }
                shares.add(BackendShare.of(reference.weight(), backend));
            }
            if (shares.stream().allMatch(share -> share.weight() == 0)) {
                problems.add(Problems.error(
                        "all-weights-zero",
                        route,
                        field,
                        "found the weight 0 everywhere (expected one above 0); every connection is refused"));
            }
            Origin origin = new Origin(
                    route.ref(),
                    route.metadata().creationTimestamp(),
                    i,
                    rule.name(),
                    route.metadata().source());
            rules.add(new StreamRule(origin, List.of(HostPattern.ANY), shares));
        }
        List<StreamRule> encryptedAgain = rules.stream()
                .map(rule -> new StreamRule(
                        rule.origin(),
                        rule.hosts(),
                        rule.shares().stream()
                                .map(share -> BackendShare.of(share.weight(), services.encryptedAgain(share.backend())))
                                .toList()))
                .toList();
        return new Outcome(rules, encryptedAgain, new RouteFindings(written.size(), List.of(), List.of(), broken));
    }
}
