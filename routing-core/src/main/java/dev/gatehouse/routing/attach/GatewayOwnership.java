package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GatewayClass;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which GatewayClasses and Gateways are ours ({@code GatewayClass.spec.controllerName}). */
final class GatewayOwnership {
    private static final FieldPath SPEC = FieldPath.ROOT.field("spec");

    private final Resources resources;
    private final Controllers controllers;
    private final List<Problem> problems;

    GatewayOwnership(Resources resources, Controllers controllers, List<Problem> problems) {
        this.resources = resources;
        this.controllers = controllers;
        this.problems = problems;
    }

    /** The classes of ours that are declared. */
    List<GatewayClass> classes() {
        return resources.all(GatewayClass.class).stream().filter(this::ours).toList();
    }

    /** The Gateways of ours; tells of the others. */
    List<Gateway> gateways() {
        return resources.all(Gateway.class).stream().filter(this::ours).toList();
    }

    /**
     * Why the Gateway as a whole is not accepted, or null. Parameters say how to serve it, and Gatehouse knows none. Where every class is
     * ours they are those of another controller, and a warning is enough.
     */
    @Nullable
    Refusal refusal(Gateway gateway) {
        if (controllers.every()) {
            return null;
        }
        GatewayClass declared = declared(gateway);
        if (declared != null && declared.parametersRef() != null) {
            return new Refusal("Invalid", "the GatewayClass \"" + gateway.gatewayClassName() + "\" is not accepted");
        }
        ObjectRef parameters = gateway.parametersRef();
        return parameters == null
                ? null
                : new Refusal("InvalidParameters", "found " + parameters + " (expected: no parameters, none is known)");
    }

    private boolean ours(Gateway gateway) {
        String name = gateway.gatewayClassName();
        GatewayClass declared = declared(gateway);
        FieldPath field = SPEC.field("gatewayClassName");
        if (declared == null) {
            if (!controllers.claimsUndeclared(name)) {
                problems.add(Problems.error(
                        "gateway-class-missing",
                        gateway,
                        field,
                        "found \"" + name + "\" (expected a GatewayClass of that name); nothing serves this Gateway"));
                return false;
            }
            return true;
        }
        if (!ours(declared)) {
            problems.add(Problems.hint(
                    "gateway-class-foreign-controller",
                    gateway,
                    field,
                    "class \"" + name + "\" belongs to " + declared.controllerName() + ": not served here"));
            return false;
        }
        return true;
    }

    private boolean ours(GatewayClass declared) {
        return controllers.claims(declared.metadata().name(), declared.controllerName());
    }

    private @Nullable GatewayClass declared(Gateway gateway) {
        return resources.find(GatewayClass.class, "", gateway.gatewayClassName());
    }
}
