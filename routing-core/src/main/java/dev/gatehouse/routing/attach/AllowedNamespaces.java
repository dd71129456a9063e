package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.AllowedListeners;
import dev.gatehouse.routing.resource.AllowedRoutes;
import dev.gatehouse.routing.resource.LabelSelector;
import dev.gatehouse.routing.resource.Namespace;
import dev.gatehouse.routing.resource.Resources;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From which namespaces routes may attach to a listener ({@code allowedRoutes.namespaces}), and ListenerSets to a Gateway
 * ({@code allowedListeners.namespaces}, GEP-1713).
 */
final class AllowedNamespaces {
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";

    private final Resources resources;

    AllowedNamespaces(Resources resources) {
        this.resources = resources;
    }

    /** @param own the namespace of the object that has the listener */
    boolean allow(AllowedRoutes allowed, String own, String routeNamespace) {
        return switch (allowed.from()) {
            case ALL -> true;
            case SAME -> own.equals(routeNamespace);
            case SELECTOR -> selects(allowed.selector(), routeNamespace);
        };
    }

    /** @param own the namespace of the Gateway */
    boolean allow(AllowedListeners allowed, String own, String setNamespace) {
        return switch (allowed.from()) {
            case ALL -> true;
            case SAME -> own.equals(setNamespace);
            case SELECTOR -> selects(allowed.selector(), setNamespace);
            case NONE -> false;
        };
    }

    private boolean selects(@Nullable LabelSelector selector, String namespace) {
        return selector != null && selector.matches(labels(namespace));
    }

    /** Every namespace carries its name as a label, also one that no document declares. */
    private Map<String, String> labels(String namespace) {
        Namespace declared = resources.find(Namespace.class, "", namespace);
        Map<String, String> labels = new HashMap<>();
        labels.put(NAME_LABEL, namespace);
        if (declared != null) {
            labels.putAll(declared.metadata().labels());
        }
        return labels;
    }
}
