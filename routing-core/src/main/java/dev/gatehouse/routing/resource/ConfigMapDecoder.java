package dev.gatehouse.routing.resource;

/** {@code ConfigMap}. */
final class ConfigMapDecoder {
    private ConfigMapDecoder() {}

    static ConfigMap decode(FieldReader object, Metadata metadata) {
        object.bool("immutable");
        object.map("binaryData");
        return new ConfigMap(metadata, object.textMap("data", Names.DATA_KEY, TextRule.ANY));
    }
}
