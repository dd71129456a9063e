package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.ObjectRef;
import org.jspecify.annotations.Nullable;

/** The filters that the embedding program has registered. */
@FunctionalInterface
public interface Extensions {
    /** None. */
    Extensions NONE = ref -> null;

    /**
     * The filter for an {@code extensionRef}; null where there is none of that group, kind and name: the rule then answers 500. Asked when
     * a configuration is compiled, not for each request.
     *
     * @param ref in the route's own namespace
     */
    @Nullable
    ExtensionFilter find(ObjectRef ref);
}
