package dev.gatehouse.routing.insight;

import java.util.List;

/** Classes and controllers. */
final class ClassMistakes {
    static final List<Mistake> ALL = List.of(
            Mistake.error(
                    "ingress-no-controller",
                    "No controller serves this Ingress",
                    "The object is accepted, its address stays empty for ever, and no request reaches it.",
                    "Create the IngressClass, and see that its controller runs."),
            Mistake.error(
                    "ingress-class-missing",
                    "The Ingress names a class that does not exist",
                    "The object is accepted, its address stays empty for ever, and no request reaches it.",
                    "Correct the name, or create the IngressClass."),
            Mistake.error(
                    "ingress-unclassified",
                    "The Ingress has no class",
                    "Any controller takes it, or none.",
                    "Set spec.ingressClassName."),
            Mistake.warning(
                    "multiple-default-ingress-classes",
                    "Several IngressClasses are the default",
                    "A new Ingress without a class gets the newest of them; older API servers refuse it.",
                    "Keep one default, and set spec.ingressClassName where the others were meant."),
            Mistake.hint(
                    "default-class-annotation-not-true",
                    "The mark of a default class has another value than \"true\"",
                    "The class is not the default.",
                    "Write \"true\", in quotes."),
            Mistake.error(
                    "ingress-class-conflict",
                    "Field and annotation name different classes",
                    "The API server refuses a new object.",
                    "Drop the annotation."),
            Mistake.hint(
                    "ingress-class-legacy-annotation",
                    "The class stands in the old annotation",
                    "Only some controllers read it, and the default class is not applied.",
                    "Set spec.ingressClassName instead."),
            Mistake.hint(
                    "ingress-foreign-class",
                    "The Ingress is for another controller",
                    "Nothing happens here.",
                    "If that is not intended, name a class of this controller."),
            Mistake.warning(
                    "ambiguous-controllers",
                    "Several controllers may take this Ingress",
                    "Two front ends serve it, or fight over its status.",
                    "Set spec.ingressClassName, always, where a cluster has several controllers."),
            Mistake.error(
                    "gateway-class-missing",
                    "The Gateway names a class that does not exist",
                    "Its status stays Unknown, it gets no address, and nothing listens.",
                    "Correct the name, or create the GatewayClass."),
            Mistake.hint(
                    "gateway-class-foreign-controller",
                    "The Gateway is for another controller",
                    "Nothing happens here.",
                    "If that is not intended, name a class of this controller."),
            Mistake.error(
                    "gateway-class-not-accepted",
                    "The class has parameters that its controller does not know",
                    "Its Gateways are ignored.",
                    "Correct or remove spec.parametersRef."),
            Mistake.error(
                    "gateway-not-accepted",
                    "The Gateway has parameters that its controller does not know",
                    "Nothing listens.",
                    "Correct or remove spec.infrastructure.parametersRef."));

    private ClassMistakes() {}
}
