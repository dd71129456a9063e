package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.List;

/**
 * What a route's {@code parentRefs} can name, while routes attach: a Gateway of ours with its own listeners, or a ListenerSet with those that
 * it adds.
 *
 * @param ref the Gateway or the ListenerSet
 * @param gateway whose ports they are
 * @param listeners empty for a ListenerSet that is refused
 */
record OpenParent(ObjectRef ref, Gateway gateway, List<OpenListener> listeners) {}
