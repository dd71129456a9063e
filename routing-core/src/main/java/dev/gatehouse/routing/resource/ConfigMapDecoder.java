package dev.gatehouse.routing.resource;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code ConfigMap}: a key may be in one of its two maps only. */
final class ConfigMapDecoder {
    private ConfigMapDecoder() {}

    static ConfigMap decode(FieldReader object, Metadata metadata) {
        object.bool("immutable");
        Map<String, String> data = object.textMap("data", Names.DATA_KEY, TextRule.ANY);
        Map<String, byte[]> binaryData = new LinkedHashMap<>();
        SecretDecoder.read(object, "binaryData", true, binaryData);
        for (String key : binaryData.keySet()) {
            if (data.containsKey(key)) {
                object.duplicate(key, object.path("binaryData").field(key));
            }
        }
        return new ConfigMap(metadata, data, binaryData);
    }
}
