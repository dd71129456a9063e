/**
 * Certificates with their keys.
 *
 * <p>In: the PEM text of a {@link dev.gatehouse.routing.resource.Secret}, or a wish for a certificate to develop with. Out: a
 * {@link dev.gatehouse.tls.certificate.ServerCertificate} that is fit to be served, and a
 * {@link dev.gatehouse.routing.resource.Problem} for everything a browser or a colleague would complain of. This room knows
 * nothing of listeners, nor of which certificate answers which name.
 */
@NullMarked
package dev.gatehouse.tls.certificate;

import org.jspecify.annotations.NullMarked;
