package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.tck.junit.ConformanceTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The project's own cases, one for each rule that a front end can show, run against routing alone. */
class SpecificationTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/specification").toAbsolutePath();

    @TestFactory
    Stream<DynamicNode> routingKeepsTheRules() throws IOException {
        return ConformanceTests.of(FOLDER, suite -> new CoreFrontEnd(suite.controllers()));
    }

    /** Nothing is skipped but what needs a connection, or a feature that routing does not have yet. */
    @Test
    void everyKeyIsJudged() throws IOException {
        Suite suite = Suite.read(FOLDER);
        assertEquals(Map.of(), suite.unreadable());
        Report report = Conformance.check(suite, new CoreFrontEnd(suite.controllers()));
        report.skipped()
                .keySet()
                .forEach(reason -> assertTrue(
                        reason.startsWith("needs connections: ") || reason.startsWith("not claimed: "), reason));
        assertTrue(report.passed() > 300, report::closingLine);
    }
}
