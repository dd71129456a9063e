package dev.gatehouse.routing.resource;

/** {@code IngressClass}. */
final class IngressClassDecoder {
    private static final Choice<String> SCOPES = Choice.of("Cluster", "Namespace");

    private IngressClassDecoder() {}

    static IngressClass decode(FieldReader object, Metadata metadata) {
        FieldReader spec = object.requiredObject("spec");
        if (spec == null) {
            return new IngressClass(metadata, "");
        }
        String controller = spec.requiredText("controller", Names.INGRESS_CONTROLLER);
        FieldReader parameters = spec.object("parameters");
        if (parameters != null) {
            spec.unsupported("parameters", "the class has no parameters");
            checkParameters(parameters);
        }
        return new IngressClass(metadata, controller);
    }

    private static void checkParameters(FieldReader parameters) {
        parameters.text("apiGroup", Names.GROUP);
        parameters.requiredText("kind", Names.PATH_SEGMENT);
        parameters.requiredText("name", Names.PATH_SEGMENT);
        boolean namespaced = parameters.choice("scope", SCOPES, "Cluster").equals("Namespace");
        parameters.text("namespace", Names.NAMESPACE);
        if (namespaced && !parameters.has("namespace")) {
            parameters.missing("namespace", "expected: a namespace, as scope is Namespace");
        } else if (!namespaced && parameters.has("namespace")) {
            parameters.notAllowed("namespace", "scope is Cluster");
        }
    }
}
