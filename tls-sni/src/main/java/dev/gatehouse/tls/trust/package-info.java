/**
 * Whom this side believes: clients that show a certificate to a front end, and backends that show one to it.
 *
 * <p>In: what a port or a Service asks for, as {@link dev.gatehouse.routing.attach.ClientValidation} and
 * {@link dev.gatehouse.routing.attach.BackendTls} say it. Out: trust managers, parameters and contexts of the JVM, and the
 * {@link dev.gatehouse.tls.trust.ClientIdentity} of a connection. Where there is nothing to check against, nobody is believed. This
 * room knows nothing of connections, nor of which certificate a server shows.
 */
@NullMarked
package dev.gatehouse.tls.trust;

import org.jspecify.annotations.NullMarked;
