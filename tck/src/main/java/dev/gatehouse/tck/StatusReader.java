package dev.gatehouse.tck;

import dev.gatehouse.tck.StatusExpectation.WantedAddresses;
import dev.gatehouse.tck.StatusExpectation.WantedCondition;
import dev.gatehouse.tck.StatusExpectation.WantedListener;
import dev.gatehouse.tck.StatusExpectation.WantedParent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the steps about status. */
final class StatusReader {
    private StatusReader() {}

    static Step status(Body body) {
        String observed = body.textOrNull("observedGeneration");
        if (observed != null && !observed.equals("current")) {
            throw new MalformedCase(body.place() + ".observedGeneration: found " + observed + " (expected: current)");
        }
        Body addresses = body.object("addresses");
        return new Step.Status(new StatusExpectation(
                ObjectName.read(body),
                conditions(body),
                observed != null,
                body.objects("listeners").stream().map(StatusReader::listener).toList(),
                body.flag("exact"),
                addresses == null ? null : addresses(addresses),
                body.objects("parents").stream()
                        .map(parent -> parent(parent, "parentRef"))
                        .toList(),
                body.objects("ancestors").stream()
                        .map(ancestor -> parent(ancestor, "ancestorRef"))
                        .toList(),
                absent(body),
                body.wholeOrNull("attachedListenerSets"),
                body.textOrNull("loadBalancer"),
                body.flag("noAttachedRoutes"),
                body.flag("noAcceptedParents")));
    }

    /** Names of listeners, or references to parents. */
    private static List<Map<String, String>> absent(Body body) {
        List<Map<String, String>> absent = new ArrayList<>();
        for (Object item : body.list("absent")) {
            if (item instanceof Map<?, ?> map) {
                Object reference = map.get("parentRef") == null ? map : map.get("parentRef");
                absent.add(reference(Body.of(reference, body.place() + ".absent")));
            } else {
                absent.add(Map.of("name", String.valueOf(item)));
            }
        }
        return absent;
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
                listener.text("name"), kinds, listener.wholeOrNull("attachedRoutes"), conditions(listener));
    }

    private static WantedAddresses addresses(Body addresses) {
        return new WantedAddresses(
                addresses.number("atLeast", 0),
                addresses.wholeOrNull("count"),
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

    private static WantedParent parent(Body parent, String name) {
        String controller = parent.textOrNull("controllerName");
        return new WantedParent(
                reference(parent.required(name)),
                controller == null ? null : controller.replace("{GATEWAY_CONTROLLER_NAME}", Suite.GATEWAY_CONTROLLER),
                conditions(parent));
    }

    private static Map<String, String> reference(Body named) {
        Map<String, String> reference = new TreeMap<>();
        named.names().forEach(key -> reference.put(key, String.valueOf(named.value(key))));
        return reference;
    }
}
