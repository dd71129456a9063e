/** A map that changes by making another, which shares nearly all of itself with the one before. Knows nothing of routing. */
@NullMarked
package dev.gatehouse.routing.persistent;

import org.jspecify.annotations.NullMarked;
