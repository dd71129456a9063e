/**
 * The compatibility kit: runs case files against a front end and tells where it answers otherwise.
 *
 * <p>In: a folder of case files with their manifests, and something that serves resources and answers requests. That is a
 * {@link dev.gatehouse.tck.ListeningFrontEnd}, which need only say where it listens, in a {@link dev.gatehouse.tck.SocketFrontEnd}, which sends it
 * real requests and stands real backends behind it; or, where there is no socket, a {@link dev.gatehouse.tck.FrontEndUnderTest}. Out: a
 * {@link dev.gatehouse.tck.Report}.
 *
 * <pre>{@code
 * Suite suite = Suite.read(Path.of("conformance"));
 * try (SocketFrontEnd frontEnd = new SocketFrontEnd(new MyFrontEnd(suite.controllers()))) {
 *     Report report = Conformance.check(suite, frontEnd);
 *     System.out.print(report.text());
 * }
 * }</pre>
 *
 * <p>What a case asks for is passed, failed or skipped with a reason, step by step: nothing is passed over. Files become a
 * {@code Case} of {@code Step}s; {@code CaseRun} takes them in order; {@code Tries} sends, and a verdict for each kind compares. This room does not know
 * how a front end decides.
 *
 * <p>Start with {@link dev.gatehouse.tck.Conformance}, or from JUnit with {@link dev.gatehouse.tck.junit.ConformanceTests}.
 */
@NullMarked
package dev.gatehouse.tck;

import org.jspecify.annotations.NullMarked;
