/**
 * What a TLS client asks for, read from the first bytes of its connection without a handshake.
 *
 * <p>In: the bytes that have arrived so far, which may be anything. Out: a {@link dev.gatehouse.tls.hello.Reading}: the
 * {@link dev.gatehouse.tls.hello.ClientHello}, or that more bytes are needed, or why not. This room knows nothing of sockets,
 * deadlines, certificates or routes, and it keeps no secrets: a ClientHello is sent in the clear.
 */
@NullMarked
package dev.gatehouse.tls.hello;

import org.jspecify.annotations.NullMarked;
