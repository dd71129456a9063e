package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.yaml.ManifestDocuments;
import dev.gatehouse.yaml.Manifests;
import java.util.List;

/** Resources written as manifests. */
final class Yaml {
    private Yaml() {}

    /** The only document of this text, which may be JSON. */
    static Object parse(String text) {
        ManifestDocuments documents = Manifests.documents(text, "test.json");
        assertEquals(List.of(), documents.problems());
        return documents.documents().get(0).content();
    }

    /** The resources of this text, in which nothing may be wrong. */
    static Resources resources(String text) {
        ManifestDocuments documents = Manifests.documents(text, "test.yaml");
        assertEquals(List.of(), documents.problems());
        Resources resources = Resources.decode(documents.documents());
        assertEquals(List.of(), resources.problems());
        return resources;
    }
}
