/**
 * The program {@code gatehouse}.
 *
 * <p>In: arguments, files, signals. Out: open ports ({@code serve}), a verdict ({@code check}) and text for people or JSON for programs. What
 * it adds to the manifests so that they can be tried without a cluster (self-signed certificates, demo backends) are resources like any
 * other: functions from {@link dev.gatehouse.routing.resource.Resources} to resources. This room knows nothing of matching: it asks the
 * library.
 */
@NullMarked
package dev.gatehouse.cli;

import org.jspecify.annotations.NullMarked;
