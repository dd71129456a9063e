/**
 * Certificates that change while they are served.
 *
 * <p>In: the routes of the moment with the Secrets of their listeners, or a folder in which Secrets are mounted. Out: for each port the
 * {@link dev.gatehouse.tls.select.CertificateSelector} and the {@link dev.gatehouse.tls.trust.ClientTrust} of the moment, what is wrong
 * with certificates, and when they end. This room knows nothing of handshakes.
 */
@NullMarked
package dev.gatehouse.tls.live;

import org.jspecify.annotations.NullMarked;
