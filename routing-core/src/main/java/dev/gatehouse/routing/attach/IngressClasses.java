package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.IngressClass;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which Ingresses are ours: by class, by the older annotation, by the default class. */
final class IngressClasses {
    private static final String ANNOTATION = "kubernetes.io/ingress.class";
    private static final FieldPath CLASS_NAME = FieldPath.ROOT.field("spec").field("ingressClassName");
    private static final FieldPath ANNOTATION_FIELD =
            FieldPath.ROOT.field("metadata").field("annotations").field(ANNOTATION);

    private final Resources resources;
    private final Controllers controllers;
    private final List<RouteParent> parents;
    private final List<Problem> problems;
    private final @Nullable IngressClass defaultClass;

    IngressClasses(Resources resources, Controllers controllers, List<RouteParent> parents, List<Problem> problems) {
        this.resources = resources;
        this.controllers = controllers;
        this.parents = parents;
        this.problems = problems;
        this.defaultClass = defaultClass();
    }

    /** Whether a class of ours is declared: its front end answers 404 before there is any Ingress. */
    boolean anyOurs() {
        return resources.all(IngressClass.class).stream()
                .anyMatch(declared -> controllers.claims(declared.metadata().name(), declared.controller()));
    }

    boolean ours(Ingress ingress) {
        String refusal = refusal(ingress);
        parents.add(new RouteParent(
                ingress.ref(),
                null,
                parent(ingress),
                refusal == null ? null : new Refusal("NotServed", refusal),
                List.of(),
                RouteFindings.NONE));
        return refusal == null;
    }

    private @Nullable ObjectRef parent(Ingress ingress) {
        String name = ingress.ingressClassName();
        if (name == null) {
            name = ingress.metadata().annotations().get(ANNOTATION);
        }
        if (name == null && defaultClass != null) {
            name = defaultClass.metadata().name();
        }
        return name == null ? null : new ObjectRef("networking.k8s.io", "IngressClass", "", name);
    }

    private @Nullable String refusal(Ingress ingress) {
        String name = ingress.ingressClassName();
        String legacy = ingress.metadata().annotations().get(ANNOTATION);
        if (name != null) {
            return refusal(ingress, name, CLASS_NAME);
        }
        if (legacy != null) {
            problems.add(Problems.hint(
                    "ingress-class-legacy-annotation",
                    ingress,
                    ANNOTATION_FIELD,
                    "found the annotation (expected: spec.ingressClassName, which every controller reads)"));
            return refusal(ingress, legacy, ANNOTATION_FIELD);
        }
        if (defaultClass != null) {
            return refusal(ingress, defaultClass.metadata().name(), CLASS_NAME);
        }
        if (controllers.every() && controllers.classes().isEmpty()) {
            problems.add(
                    Problems.warning(
                            "ingress-unclassified",
                            ingress,
                            CLASS_NAME,
                            "found no class and no default class; served here, but in a cluster by nobody or by any controller"));
            return null;
        }
        String message =
                "found no class, and no IngressClass is the default (expected: spec.ingressClassName); nothing serves it";
        problems.add(Problems.error("ingress-unclassified", ingress, CLASS_NAME, message));
        return message;
    }

    private @Nullable String refusal(Ingress ingress, String name, FieldPath field) {
        IngressClass declared = resources.find(IngressClass.class, "", name);
        if (declared == null) {
            if (controllers.claimsUndeclared(name)) {
                return null;
            }
            String message =
                    "found \"" + name + "\" (expected an IngressClass of that name" + known() + "); nothing serves it";
            problems.add(Problems.error("ingress-class-missing", ingress, field, message));
            return message;
        }
        if (controllers.claims(name, declared.controller())) {
            return null;
        }
        String message = "class \"" + name + "\" belongs to " + declared.controller() + ": not served here";
        problems.add(Problems.hint("ingress-foreign-class", ingress, field, message));
        return message;
    }

    private String known() {
        String names = resources.all(IngressClass.class).stream()
                .map(declared -> declared.metadata().name())
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "; there is none at all" : "; there are " + names;
    }

    /** Of several default classes the newest, then the first by name, as newer API servers choose. */
    private @Nullable IngressClass defaultClass() {
        List<IngressClass> defaults = resources.all(IngressClass.class).stream()
                .filter(IngressClass::isDefault)
                .sorted(Comparator.comparing(IngressClasses::created)
                        .reversed()
                        .thenComparing(declared -> declared.metadata().name()))
                .toList();
        if (defaults.isEmpty()) {
            return null;
        }
        if (defaults.size() > 1) {
            problems.add(Problems.warning(
                    "multiple-default-ingress-classes",
                    defaults.get(0),
                    FieldPath.ROOT.field("metadata").field("annotations"),
                    "found " + defaults.size() + " default classes (expected one); this one counts"));
        }
        return defaults.get(0);
    }

    private static Instant created(IngressClass declared) {
        Instant created = declared.metadata().creationTimestamp();
        return created == null ? Instant.MAX : created;
    }
}
