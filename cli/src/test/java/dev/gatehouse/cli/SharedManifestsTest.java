package dev.gatehouse.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found in the manifests of public suites, where these lie beside the repository. */
class SharedManifestsTest {
    @ParameterizedTest
    @CsvSource({
        "gateway-api-v1.6.1/manifests, gateway-api-v1.6.1/base",
        "ingress/manifests, ingress/base",
        "ingress-nginx/manifests, ingress-nginx/base",
        "ingress2gateway/input, ingress2gateway/base",
        "ingress2gateway/output, ingress2gateway/base"
    })
    void nothingIsFoundThatIsNotExplained(String folder, String base) throws IOException {
        Path found = SharedConformanceTest.find("conformance/" + folder);
        Assumptions.assumeTrue(found != null, () -> "no shared/conformance/" + folder + " beside the repository");
        FindingCounts.assertAsJudged(
                "shared-findings.txt",
                folder,
                FindingCounts.manifests(found),
                found.resolve("../../" + base).normalize());
    }
}
