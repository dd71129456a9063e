package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.attach.AttachedGateway;
import dev.gatehouse.routing.attach.RouteParent;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GatewayClass;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.IngressClass;
import dev.gatehouse.routing.resource.Problem.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who serves an Ingress or a Gateway, beyond what attachment has to ask. */
final class ClassChecks {
    private static final String DEFAULT = "ingressclass.kubernetes.io/is-default-class";

    private ClassChecks() {}

    /** Class names that none of the declared classes has; where none is declared they are declared elsewhere. */
    static void missing(Scene scene, Report report) {
        Set<String> declared = new TreeSet<>();
        scene.resources()
                .all(IngressClass.class)
                .forEach(each -> declared.add(each.metadata().name()));
        for (Ingress ingress : scene.ingresses()) {
            String name = className(ingress);
            if (name != null && !declared.isEmpty() && !declared.contains(name)) {
                FieldPath field =
                        ingress.ingressClassName() != null ? SPEC.field("ingressClassName") : Repairs.CLASS_ANNOTATION;
                report.add(
                        "ingress-class-missing",
                        ingress,
                        field,
                        "found \"" + name + "\" (expected one of: " + String.join(", ", declared) + ")",
                        Repairs.classNamed(ingress.ref(), field, name, declared, Manifest.ingressClass(name)));
            }
        }
        Set<String> gatewayClasses = new TreeSet<>();
        scene.resources()
                .all(GatewayClass.class)
                .forEach(each -> gatewayClasses.add(each.metadata().name()));
        for (AttachedGateway attached : scene.attachment().gateways()) {
            Gateway gateway = attached.gateway();
            String name = gateway.gatewayClassName();
            if (!gatewayClasses.isEmpty() && !gatewayClasses.contains(name)) {
                FieldPath field = SPEC.field("gatewayClassName");
                report.add(
                        "gateway-class-missing",
                        gateway,
                        field,
                        "found \"" + name + "\" (expected one of: " + String.join(", ", gatewayClasses) + ")",
                        Repairs.classNamed(gateway.ref(), field, name, gatewayClasses, Manifest.gatewayClass(name)));
            }
        }
    }

    /** An Ingress that nobody serves, where no class of ours is declared at all. */
    static void noController(Scene scene, Report report) {
        boolean anyOurs = scene.attachment().listeners().stream()
                .anyMatch(listener -> listener.source().kind().equals("Ingress"));
        if (anyOurs) {
            return;
        }
        Set<String> known = new HashSet<>();
        scene.resources()
                .all(IngressClass.class)
                .forEach(each -> known.add(each.metadata().name()));
        for (RouteParent parent : scene.attachment().parents()) {
            if (parent.refusal() != null && scene.find(parent.route()) instanceof Ingress ingress) {
                String name = className(ingress);
                if (name == null || !known.contains(name)) {
                    String wanted = name == null ? "gatehouse" : name;
                    report.add(
                            "ingress-no-controller",
                            ingress,
                            SPEC.field("ingressClassName"),
                            "found no IngressClass of a controller that is served here",
                            new Change.Put(ingress.ref(), SPEC.field("ingressClassName"), wanted),
                            new Change.Add(Manifest.ingressClass(wanted)));
                }
            }
        }
    }

    static void defaultMark(Scene scene, Report report) {
        for (IngressClass declared : scene.resources().all(IngressClass.class)) {
            String mark = declared.metadata().annotations().get(DEFAULT);
            if (mark != null && !mark.equals("true") && !mark.equals("false")) {
                FieldPath field =
                        FieldPath.ROOT.field("metadata").field("annotations").field(DEFAULT);
                report.add(
                        "default-class-annotation-not-true",
                        declared,
                        field,
                        "found \"" + mark + "\" (expected: true)",
                        new Change.Put(declared.ref(), field, "true"));
            }
        }
    }

    static void ambiguous(Scene scene, Report report) {
        Set<String> controllers = new TreeSet<>();
        boolean hasDefault = false;
        for (IngressClass declared : scene.resources().all(IngressClass.class)) {
            controllers.add(declared.controller());
            hasDefault |= declared.isDefault();
        }
        if (controllers.size() < 2 || hasDefault) {
            return;
        }
        String first =
                scene.resources().all(IngressClass.class).get(0).metadata().name();
        for (Ingress ingress : scene.resources().all(Ingress.class)) {
            if (className(ingress) == null) {
                report.add(
                        "ambiguous-controllers",
                        ingress,
                        SPEC.field("ingressClassName"),
                        "found no class, and the controllers " + String.join(", ", controllers),
                        new Change.Put(ingress.ref(), SPEC.field("ingressClassName"), first));
            }
        }
    }

    /** Parameters of a class: an error where its Gateways are refused for it, else they are for another controller. */
    static void parameters(Scene scene, Report report) {
        for (GatewayClass declared : scene.attachment().classes()) {
            if (declared.parametersRef() == null) {
                continue;
            }
            List<AttachedGateway> gateways = scene.attachment().gateways().stream()
                    .filter(each -> each.gateway()
                            .gatewayClassName()
                            .equals(declared.metadata().name()))
                    .toList();
            boolean refused = gateways.stream().anyMatch(each -> each.refusal() != null);
            report.add(
                    refused ? Severity.ERROR : Severity.WARNING,
                    "gateway-class-not-accepted",
                    declared,
                    SPEC.field("parametersRef"),
                    "found " + declared.parametersRef() + " (expected: none, as none is known here)",
                    new Change.Remove(declared.ref(), SPEC.field("parametersRef")));
            if (refused) {
                gateways.forEach(each ->
                        report.hide("gateway-not-accepted", each.gateway().ref(), SPEC));
            }
        }
    }

    private static @Nullable String className(Ingress ingress) {
        String name = ingress.ingressClassName();
        return name != null ? name : ingress.metadata().annotations().get("kubernetes.io/ingress.class");
    }
}
