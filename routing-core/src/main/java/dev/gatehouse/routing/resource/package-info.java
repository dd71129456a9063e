/**
 * What Kubernetes says: one record for each kind, decoded, defaulted and validated.
 *
 * <p>In: {@link dev.gatehouse.routing.resource.Document}s, that is maps, lists and scalars as any YAML or JSON parser yields
 * them. Out: {@link dev.gatehouse.routing.resource.Resources} and a {@link dev.gatehouse.routing.resource.Problem} for
 * everything in the documents that is not as the API asks. A record that exists is valid by itself; nothing later asks again.
 * This room knows nothing of routing: what takes two resources to decide belongs to {@code attach}.
 */
@NullMarked
package dev.gatehouse.routing.resource;

import org.jspecify.annotations.NullMarked;
