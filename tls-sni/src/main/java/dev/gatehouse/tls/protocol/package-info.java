/**
 * Which versions and cipher suites of TLS are spoken, toward clients and backends alike.
 */
@NullMarked
package dev.gatehouse.tls.protocol;

import org.jspecify.annotations.NullMarked;
