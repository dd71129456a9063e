package dev.gatehouse.tck.junit;

import dev.gatehouse.tck.Claims;
import dev.gatehouse.tck.Conformance;
import dev.gatehouse.tck.FrontEndUnderTest;
import dev.gatehouse.tck.StepResult;
import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Outcome;
import dev.gatehouse.tck.StepResult.Skipped;
import dev.gatehouse.tck.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * A folder of cases as dynamic tests: a container for each case, in it a test for each step, which fails, passes or is aborted as the step
 * was skipped.
 *
 * <pre>{@code
 * class MyFrontEndTest {
 *     @TestFactory
 *     Stream<DynamicNode> conforms() throws IOException {
 *         return ConformanceTests.of(
 *                 Path.of("src/test/resources/conformance"),
 *                 suite -> new SocketFrontEnd(new MyFrontEnd(suite.controllers())));
 *     }
 * }
 * }</pre>
 *
 * <p>A case is run when its container is, all its steps at once and in order. JUnit closes the stream, and that closes the front end where it can be
 * closed.
 */
public final class ConformanceTests {
    private ConformanceTests() {}

    /**
     * The tests of a folder.
     *
     * @param frontEnd makes what is tested
     * @throws IOException where the folder or a file of it cannot be read
     */
    public static Stream<DynamicNode> of(Path folder, Function<Suite, FrontEndUnderTest> frontEnd) throws IOException {
        Suite suite = Suite.read(folder);
        FrontEndUnderTest tested = frontEnd.apply(suite);
        Stream<DynamicNode> unreadable = suite.unreadable().entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> Assertions.fail(file.getValue())));
        Stream<DynamicNode> cases = suite.tests().stream().distinct().map(test -> container(suite, test, tested));
        return Stream.concat(unreadable, cases).onClose(() -> close(tested));
    }

    private static DynamicNode container(Suite suite, String test, FrontEndUnderTest frontEnd) {
        // A stream, so that the case is not run before its container is.
        return DynamicContainer.dynamicContainer(
                test,
                Stream.of(test)
                        .flatMap(name ->
                                Conformance.check(suite.only(name), frontEnd, Claims.of(frontEnd)).results().stream())
                        .map(ConformanceTests::test));
    }

    private static DynamicTest test(StepResult result) {
        String name = (result.position() == 0 ? "" : result.position() + " ") + result.step();
        return DynamicTest.dynamicTest(name, () -> judge(result.outcome()));
    }

    private static void judge(Outcome outcome) {
        if (outcome instanceof Failed failed) {
            Assertions.fail("expected " + failed.expected() + "\nactual   " + failed.actual());
        } else if (outcome instanceof Skipped skipped) {
            Assumptions.abort(skipped.reason());
        }
    }

    private static void close(FrontEndUnderTest frontEnd) {
        if (frontEnd instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("a front end that cannot be closed", e);
            }
        }
    }
}
