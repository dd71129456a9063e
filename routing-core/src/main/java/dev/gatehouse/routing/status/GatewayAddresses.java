package dev.gatehouse.routing.status;

import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GatewayAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Gateway.spec.addresses} against what the front end has: where there is none, all that it has.
 *
 * @param bound at which the Gateway is reached
 * @param unsupported of types that nobody here knows
 * @param unusable that the front end cannot be reached at
 * @param unassigned types of which it has none
 */
record GatewayAddresses(List<Address> bound, List<String> unsupported, List<String> unusable, List<String> unassigned) {
    static GatewayAddresses of(Gateway gateway, FrontEnd frontEnd) {
        List<Address> own = frontEnd.addresses().apply(gateway.ref());
        if (gateway.addresses().isEmpty()) {
            return new GatewayAddresses(own, List.of(), List.of(), own.isEmpty() ? List.of("any") : List.of());
        }
        GatewayAddresses addresses =
                new GatewayAddresses(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        gateway.addresses().forEach(asked -> addresses.add(asked, own, frontEnd));
        return addresses;
    }

    private void add(GatewayAddress asked, List<Address> own, FrontEnd frontEnd) {
        String type = asked.type();
        String value = asked.value();
        if (!type.equals("IPAddress") && !type.equals("Hostname")) {
            unsupported.add(type);
        } else if (value == null || value.isEmpty()) {
            List<Address> found =
                    own.stream().filter(each -> each.type().equals(type)).toList();
            if (found.isEmpty()) {
                unassigned.add(type);
            }
            found.stream().filter(each -> !bound.contains(each)).forEach(bound::add);
        } else {
            Address address = new Address(type, value);
            if (!frontEnd.reachable().test(address)) {
                unusable.add(value);
            } else if (!bound.contains(address)) {
                bound.add(address);
            }
        }
    }

    /** Why the Gateway is not programmed as asked; null where it is. */
    @Nullable
    Condition fault(Conditions conditions) {
        if (!unusable.isEmpty()) {
            return conditions.addressNotUsable("the front end cannot be reached at " + Messages.join(unusable));
        }
        if (unassigned.isEmpty()) {
            return null;
        }
        return conditions.addressNotAssigned(
                unassigned.contains("any")
                        ? "the front end has no address"
                        : "the front end has no address of type " + Messages.join(unassigned));
    }
}
