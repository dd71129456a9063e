package dev.gatehouse.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in the examples, which are right. */
class OwnManifestsTest {
    @ParameterizedTest
    @ValueSource(strings = {"shop", "shop-gateway"})
    void nothingIsFoundThatIsNotExplained(String example) throws IOException {
        Path none = Repository.root().resolve("examples/none");
        FindingCounts.assertAsJudged("own-findings.txt", example, List.of(Examples.folder(example)), none);
    }
}
