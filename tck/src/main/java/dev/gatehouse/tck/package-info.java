/**
 * The compatibility kit: runs case files against a front end and tells where it answers otherwise.
 *
 * <p>In: a folder of case files with their manifests, and something that serves resources and answers requests
 * ({@link dev.gatehouse.tck.FrontEndUnderTest}). Out: a {@link dev.gatehouse.tck.Report}. This room does not know how a front end decides; what
 * stands behind the Services is the kit's own ({@link dev.gatehouse.tck.Backends}).
 *
 * <p>Start with {@link dev.gatehouse.tck.Conformance}.
 */
@NullMarked
package dev.gatehouse.tck;

import org.jspecify.annotations.NullMarked;
