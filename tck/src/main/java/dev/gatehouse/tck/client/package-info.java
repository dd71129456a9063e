/**
 * The client that the suites describe: it sends a {@link dev.gatehouse.tck.exchange.Call} to a socket and tells what it sees come back. What needs
 * exactness (the bytes of HTTP/1.1, how a connection ends) is done on plain sockets, the rest with Netty.
 */
@NullMarked
package dev.gatehouse.tck.client;

import org.jspecify.annotations.NullMarked;
