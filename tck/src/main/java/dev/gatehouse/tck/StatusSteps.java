package dev.gatehouse.tck;

import dev.gatehouse.routing.status.Statuses;
import dev.gatehouse.tck.StatusExpectation.WantedCondition;
import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Outcome;
import dev.gatehouse.tck.StepResult.Passed;
import dev.gatehouse.tck.StepResult.Skipped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Steps about status. For one thread. */
final class StatusSteps {
    private static final Set<String> SLOW_KINDS = Set.of("Gateway", "GatewayClass", "ListenerSet");
    private static final Duration FOR_A_STATUS = Duration.ofMinutes(1);
    private static final Duration FOR_A_GATEWAY = Duration.ofMinutes(3);

    private final FrontEndUnderTest frontEnd;
    private final Cluster cluster;

    StatusSteps(FrontEndUnderTest frontEnd, Cluster cluster) {
        this.frontEnd = frontEnd;
        this.cluster = cluster;
    }

    Outcome status(Step.Status step) {
        String address = frontEnd.usableAddress();
        String unusable = frontEnd.unusableAddress();
        StatusExpectation expectation = step.expectation().replacing(address, unusable);
        return expectation == null
                ? new Skipped("nothing stands for " + References.USABLE_ADDRESS)
                : judged(List.of(expectation));
    }

    Outcome ready(Step.Ready ready) {
        List<WantedCondition> conditions =
                List.of(new WantedCondition("Accepted", "True", null), new WantedCondition("Programmed", "True", null));
        List<StatusExpectation> gateways = new ArrayList<>();
        for (Body gateway : cluster.all("Gateway")) {
            ObjectName name = ObjectName.of(gateway);
            Object skip = gateway.required("metadata").map("annotations").get("gateway-api/skip-this-for-readiness");
            if (ready.namespaces().contains(name.namespace()) && !"true".equals(skip)) {
                gateways.add(StatusExpectation.current(name, conditions));
            }
        }
        return judged(gateways);
    }

    private Outcome judged(List<StatusExpectation> expectations) {
        for (StatusExpectation expected : expectations) {
            boolean slow = SLOW_KINDS.contains(expected.object().kind()) || expected.addresses() != null;
            Patience patience = Patience.of(CaseRun.shorter(frontEnd.settling(), slow ? FOR_A_GATEWAY : FOR_A_STATUS));
            StatusVerdict.Difference difference;
            do {
                Statuses statuses = frontEnd.statuses();
                if (statuses == null) {
                    return new Skipped("needs a status writer");
                }
                difference = StatusVerdict.of(expected, cluster.generation(expected.object()), statuses);
                if (!difference.unjudged().isEmpty()) {
                    return new Skipped("not judged: " + difference.unjudged());
                }
            } while (!difference.expected().isEmpty() && patience.another());
            if (!difference.expected().isEmpty()) {
                return new Failed(expected.object() + ": " + difference.expected(), difference.actual());
            }
        }
        return new Passed();
    }
}
