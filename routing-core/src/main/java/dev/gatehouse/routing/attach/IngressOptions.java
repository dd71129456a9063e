package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.ObjectRef;
import java.util.function.Predicate;

/**
 * What the Ingress API leaves to who implements it.
 *
 * @param hostsFallBack whether a request that no path of its best host takes is offered to wider hosts, as in the Gateway API; otherwise
 *     the best host decides alone
 * @param objects for which objects, beside Services, there is a backend ({@code IngressBackend.resource}); asked when a configuration is
 *     compiled
 */
public record IngressOptions(boolean hostsFallBack, Predicate<ObjectRef> objects) {
    /** The best host decides alone, and Services are the only backends. */
    public static final IngressOptions DEFAULT = new IngressOptions(false, object -> false);
}
