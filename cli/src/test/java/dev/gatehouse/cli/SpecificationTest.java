package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kit's own cases, one for each rule that a front end can show, over sockets. */
class SpecificationTest {
    @ParameterizedTest
    @ValueSource(strings = {"jdk", "netty"})
    void nothingFails(String frontEnd) {
        Program run = Program.run("conform", "../tck/src/test/resources/specification", "--front-end", frontEnd);
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().matches("(?s)(.*\\n)?[1-9][0-9]{2,} passed, 0 failed, [0-9]+ skipped\\n"), run::out);
    }
}
