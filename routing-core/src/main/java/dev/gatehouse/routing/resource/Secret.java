package dev.gatehouse.routing.resource;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code Secret}. Its text form never shows its data.
 *
 * @param type {@code Opaque} where absent
 * @param data {@code data} decoded, with {@code stringData} written over it; the arrays must not be changed
 */
public record Secret(Metadata metadata, String type, Map<String, byte[]> data) implements Resource {
    /** The type of a Secret that holds a certificate and its key. */
    public static final String TLS = "kubernetes.io/tls";

    public Secret {
        data = Map.copyOf(data);
    }

    /** The value, or null where the Secret has no such key. */
    public byte @Nullable [] value(String key) {
        return data.get(key);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("", "Secret", metadata.namespace(), metadata.name());
    }

    /** By what it holds, so that one that is read again stays the same. */
    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Secret that
                && metadata.equals(that.metadata)
                && type.equals(that.type)
                && data.keySet().equals(that.data.keySet())
                && data.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), that.data.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        int hash = 31 * metadata.hashCode() + type.hashCode();
        for (Map.Entry<String, byte[]> entry : data.entrySet()) {
            hash += entry.getKey().hashCode() ^ Arrays.hashCode(entry.getValue());
        }
        return hash;
    }

    @Override
    public String toString() {
        return ref() + " " + data.keySet();
    }
}
