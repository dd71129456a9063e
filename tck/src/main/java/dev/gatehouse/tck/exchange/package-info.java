/**
 * What the kit's client does to a front end, and what it sees come back. Values alone: this room knows neither cases nor sockets.
 */
@NullMarked
package dev.gatehouse.tck.exchange;

import org.jspecify.annotations.NullMarked;
