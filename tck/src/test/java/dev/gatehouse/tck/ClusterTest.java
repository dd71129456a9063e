package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.yaml.Manifests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterTest {
    private static final ObjectName NAME = new ObjectName("Thing", "", "t");

    /** The cases of RFC 7386, appendix A, that are about objects; each within {@code spec}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: b}                | {a: c}                    | {a: c}",
                "{a: b}                | {b: c}                    | {a: b, b: c}",
                "{a: b}                | {a: null}                 | {}",
                "{a: b, b: c}          | {a: null}                 | {b: c}",
                "{a: [b]}              | {a: c}                    | {a: c}",
                "{a: c}                | {a: [b]}                  | {a: [b]}",
                "{a: {b: c}}           | {a: {b: d, c: null}}      | {a: {b: d}}",
                "{a: [{b: c}]}         | {a: [1]}                  | {a: [1]}",
                "{e: null}             | {a: 1}                    | {e: null, a: 1}",
                "{}                    | {a: {bb: {ccc: null}}}    | {a: {bb: {}}}",
                "{a: b}                | {a: {c: d}}               | {a: {c: d}}",
            })
    void aMergePatch(String before, String patch, String after) {
        Cluster cluster = new Cluster(List.of(document("{kind: Thing, metadata: {name: t}, spec: " + before + "}")));
        assertTrue(cluster.patch(NAME, document("{spec: " + patch + "}").content()));
        assertEquals(
                document("{kind: Thing, metadata: {name: t}, spec: " + after + "}")
                        .content(),
                cluster.find(NAME).content());
    }

    @Test
    void whatIsNotThereIsNeitherPatchedNorDeleted() {
        Cluster cluster = new Cluster(List.of());
        assertFalse(cluster.patch(NAME, Map.of()));
        assertFalse(cluster.delete(NAME));
    }

    @Test
    void aCopyChangesAlone() {
        Cluster cluster = new Cluster(List.of(document("{kind: Thing, metadata: {name: t}}")));
        assertTrue(new Cluster(cluster.documents()).delete(NAME));
        assertEquals(1, cluster.documents().size());
    }

    @Test
    void aGenerationCountsTheChangesOfTheSpec() {
        Cluster cluster = new Cluster(List.of(document("{kind: Thing, metadata: {name: t}, spec: {a: b}}")));
        assertEquals(1, cluster.generation(NAME));
        cluster.patch(NAME, document("{spec: {a: c}}").content());
        cluster.patch(NAME, document("{metadata: {labels: {a: b}}}").content());
        cluster.put(document("{kind: Thing, metadata: {name: t}, spec: {a: c}}"));
        assertEquals(2, cluster.generation(NAME));
        cluster.put(document("{kind: Thing, metadata: {name: t}, spec: {a: d}}"));
        assertEquals(3, cluster.generation(NAME));
        assertEquals(
                "{kind=Thing, metadata={name=t, generation=3}, spec={a=d}}",
                cluster.documents().get(0).content().toString().replaceAll(", creationTimestamp=[^}]*", ""));
        assertEquals(3, new Cluster(cluster.documents()).generation(NAME));
        cluster.delete(NAME);
        assertEquals(0, cluster.generation(NAME));
    }

    private static Document document(String text) {
        return Manifests.documents(text, "test").documents().get(0);
    }
}
