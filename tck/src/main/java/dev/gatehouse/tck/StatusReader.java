package dev.gatehouse.tck;

import dev.gatehouse.tck.StatusExpectation.WantedAddresses;
import dev.gatehouse.tck.StatusExpectation.WantedCondition;
import dev.gatehouse.tck.StatusExpectation.WantedListener;
import dev.gatehouse.tck.StatusExpectation.WantedParent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the steps about status. A key that is not judged makes the step one that is skipped. */
final class StatusReader {
    private static final Set<String> KINDS = Set.of("GatewayClass", "Gateway", "HTTPRoute", "Ingress");
    private static final Set<String> STATUS = Set.of(
            "kind",
            "namespace",
            "name",
            "conditions",
            "observedGeneration",
            "listeners",
            "exact",
            "addresses",
            "parents",
            "loadBalancer",
            "noAttachedRoutes",
            "noAcceptedParents");
    private static final Set<String> LISTENER = Set.of("name", "supportedKinds", "attachedRoutes", "conditions");
    private static final Set<String> ADDRESSES = Set.of("atLeast", "count", "typed", "contains", "excludes");
    private static final Set<String> PARENT = Set.of("parentRef", "controllerName", "conditions");

    private StatusReader() {}

    static Step status(Body body) {
        String kind = body.text("kind");
        if (!KINDS.contains(kind)) {
            return new Step.Unsupported("not judged: the status of a " + kind);
        }
        Set<String> not = new TreeSet<>(body.beside(STATUS));
        body.objects("listeners").forEach(listener -> not.addAll(listener.beside(LISTENER)));
        body.objects("parents").forEach(parent -> not.addAll(parent.beside(PARENT)));
        not.addAll(body.objectOrEmpty("addresses").beside(ADDRESSES));
        String observed = body.textOrNull("observedGeneration");
        if (observed != null && !observed.equals("current")) {
            not.add("observedGeneration " + observed);
        }
        if (!not.isEmpty()) {
            return new Step.Unsupported("not judged: status with " + not);
        }
        Body addresses = body.object("addresses");
        return new Step.Status(new StatusExpectation(
                ObjectName.of(body),
                conditions(body),
                observed != null,
                body.objects("listeners").stream().map(StatusReader::listener).toList(),
                body.flag("exact"),
                addresses == null ? null : addresses(addresses),
                body.objects("parents").stream().map(StatusReader::parent).toList(),
                body.textOrNull("loadBalancer"),
                body.flag("noAttachedRoutes"),
                body.flag("noAcceptedParents")));
    }

    private static List<WantedCondition> conditions(Body body) {
        return body.objects("conditions").stream()
                .map(condition -> new WantedCondition(
                        condition.text("type"), condition.textOrNull("status"), condition.textOrNull("reason")))
                .toList();
    }

    private static WantedListener listener(Body listener) {
        List<String> kinds = listener.has("supportedKinds")
                ? listener.objects("supportedKinds").stream()
                        .map(kind -> kind.text("group") + "/" + kind.text("kind"))
                        .toList()
                : null;
        return new WantedListener(
                listener.text("name"), kinds, whole(listener, "attachedRoutes"), conditions(listener));
    }

    private static WantedAddresses addresses(Body addresses) {
        return new WantedAddresses(
                addresses.number("atLeast", 0),
                whole(addresses, "count"),
                addresses.flag("typed"),
                addresses(addresses.objects("contains")),
                addresses(addresses.objects("excludes")));
    }

    private static List<String> addresses(List<Body> addresses) {
        return addresses.stream()
                .map(address -> {
                    String type = address.textOrNull("type");
                    return (type == null ? "" : type + " ") + address.text("value");
                })
                .toList();
    }

    private static WantedParent parent(Body parent) {
        Map<String, String> reference = new TreeMap<>();
        parent.required("parentRef").fields().forEach((key, value) -> reference.put(key, String.valueOf(value)));
        String controller = parent.textOrNull("controllerName");
        return new WantedParent(
                reference,
                controller == null ? null : controller.replace("{GATEWAY_CONTROLLER_NAME}", Suite.GATEWAY_CONTROLLER),
                conditions(parent));
    }

    private static @Nullable Integer whole(Body body, String name) {
        Number number = body.numberOrNull(name);
        return number == null ? null : number.intValue();
    }
}
