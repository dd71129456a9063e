/**
 * Certificates in a running TLS server.
 *
 * <p>In: a supplier of the {@link dev.gatehouse.tls.select.CertificateSelector} of the moment. Out: what the JVM's TLS servers
 * are made with: an {@link javax.net.ssl.SSLContext}, or its key manager and its parameters alone. This room knows nothing of
 * connections.
 */
@NullMarked
package dev.gatehouse.tls.context;

import org.jspecify.annotations.NullMarked;
