/**
 * Which certificate answers which name.
 *
 * <p>In: the certificates of each listener of one port. Out: a {@link dev.gatehouse.tls.select.CertificateSelector}, an
 * immutable value with the one order in which a certificate is looked for. This room knows nothing of handshakes, nor of the
 * resources that the listeners were made from.
 */
@NullMarked
package dev.gatehouse.tls.select;

import org.jspecify.annotations.NullMarked;
