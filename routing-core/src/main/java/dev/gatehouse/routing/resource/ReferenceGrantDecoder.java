package dev.gatehouse.routing.resource;

import java.util.List;

/** {@code ReferenceGrant}. */
final class ReferenceGrantDecoder {
    private ReferenceGrantDecoder() {}

    static ReferenceGrant decode(FieldReader object, Metadata metadata) {
        FieldReader spec = object.requiredObject("spec");
        if (spec == null) {
            return new ReferenceGrant(metadata, List.of(), List.of());
        }
        return new ReferenceGrant(
                metadata,
                spec.requiredObjects("from", ApiLimits.GRANT_ENTRIES, ReferenceGrantDecoder::from),
                spec.requiredObjects("to", ApiLimits.GRANT_ENTRIES, ReferenceGrantDecoder::to));
    }

    private static ReferenceGrant.From from(FieldReader from) {
        return new ReferenceGrant.From(
                References.requiredGroup(from),
                from.requiredText("kind", Names.KIND),
                from.requiredText("namespace", Names.NAMESPACE));
    }

    private static ReferenceGrant.To to(FieldReader to) {
        return new ReferenceGrant.To(
                References.requiredGroup(to), to.requiredText("kind", Names.KIND), to.text("name", Names.OBJECT_NAME));
    }
}
