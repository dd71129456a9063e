/**
 * Certificates and handshakes: what the suites ask to be generated, and the contexts of the kit's servers and clients.
 */
@NullMarked
package dev.gatehouse.tck.tls;

import org.jspecify.annotations.NullMarked;
