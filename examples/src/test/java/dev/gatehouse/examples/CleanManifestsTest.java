package dev.gatehouse.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.insight.Finding;
import dev.gatehouse.routing.insight.Findings;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.yaml.Manifests;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A test for a project of your own: its manifests have no mistake that is known. Keys that are kept elsewhere are a hint. */
class CleanManifestsTest {
    @Test
    void theManifestsAreClean() {
        List<Finding> findings = Findings.of(Manifests.read(Path.of("../examples/shop")));
        findings = findings.stream()
                .filter(finding -> finding.severity() != Severity.HINT)
                .toList();
        assertEquals(List.of(), findings);
    }
}
