package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.ObjectRef;

/**
 * A filter of the embedding program in a rule ({@code type: ExtensionRef}).
 *
 * @param ref what the route names, in the route's own namespace
 */
public record Extension(ObjectRef ref, ExtensionFilter filter) {}
