package dev.gatehouse.routing.resource;

/** {@code GatewayClass}. */
final class GatewayClassDecoder {
    private static final TextRule DESCRIPTION = TextRule.length(0, 64);

    private GatewayClassDecoder() {}

    static GatewayClass decode(FieldReader object, Metadata metadata) {
        GatewayDecoder.checkName(object, metadata);
        FieldReader spec = object.requiredObject("spec");
        if (spec == null) {
            return new GatewayClass(metadata, "", null);
        }
        String controller = spec.requiredText("controllerName", Names.GATEWAY_CONTROLLER);
        spec.text("description", DESCRIPTION);
        FieldReader parameters = spec.object("parametersRef");
        if (parameters == null) {
            return new GatewayClass(metadata, controller, null);
        }
        spec.unsupported("parametersRef", "the class has no parameters");
        String namespace = parameters.text("namespace", Names.NAMESPACE);
        return new GatewayClass(metadata, controller, References.local(parameters, namespace == null ? "" : namespace));
    }
}
