package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTextTest {
    private static final Problem LATE = problem(Severity.ERROR, "b.yaml", 20);
    private static final Problem EARLY = problem(Severity.WARNING, "b.yaml", 3);
    private static final Problem FIRST_FILE = problem(Severity.ERROR, "a.yaml", 7);
    private static final Problem NO_FILE =
            new Problem(Severity.HINT, "some-name", Source.NONE, null, FieldPath.ROOT, "is odd");

    @Test
    void byFileAndLineAndWithoutAFileLast() {
        assertEquals(
                List.of(
                        "  a.yaml:7: error: Service default/api: spec.ports[0]: is odd [some-name]",
                        "  b.yaml:3: warning: Service default/api: spec.ports[0]: is odd [some-name]",
                        "  b.yaml:20: error: Service default/api: spec.ports[0]: is odd [some-name]",
                        "  (program): hint: is odd [some-name]"),
                ProblemsText.lines(List.of(NO_FILE, LATE, EARLY, FIRST_FILE), Styles.PLAIN));
    }

    @Test
    void colours() {
        assertEquals(
                List.of("  (program): \u001b[36mhint\u001b[0m: is odd\u001b[2m [some-name]\u001b[0m"),
                ProblemsText.lines(List.of(NO_FILE), new Styles(true)));
    }

    @Test
    void counted() {
        assertEquals("no problems", ProblemsText.count(List.of()));
        assertEquals("2 errors, 1 warning, 1 hint", ProblemsText.count(List.of(NO_FILE, LATE, EARLY, FIRST_FILE)));
    }

    @ParameterizedTest
    @CsvSource({"ERROR,false,2", "ERROR,true,2", "WARNING,false,0", "WARNING,true,1", "HINT,false,0", "HINT,true,0"})
    void exitStatus(Severity severity, boolean strict, int status) {
        assertEquals(status, CheckCommand.status(List.of(NO_FILE, problem(severity, "a.yaml", 1)), strict));
        assertEquals(0, CheckCommand.status(List.of(), strict));
    }

    private static Problem problem(Severity severity, String file, int line) {
        return new Problem(
                severity,
                "some-name",
                new Source(file, line),
                new ObjectRef("", "Service", "default", "api"),
                FieldPath.ROOT.field("spec").field("ports").index(0),
                "is odd");
    }
}
