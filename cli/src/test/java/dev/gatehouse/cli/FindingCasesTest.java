package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Capabilities;
import dev.gatehouse.routing.insight.Catalogue;
import dev.gatehouse.routing.insight.Change;
import dev.gatehouse.routing.insight.Finding;
import dev.gatehouse.routing.insight.Findings;
import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.yaml.ManifestDocuments;
import dev.gatehouse.yaml.Manifests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake made on purpose, mended as it is told, and its nearest neighbour that is none. */
class FindingCasesTest {
    static Stream<FindingCase> cases() throws IOException {
        return FindingCase.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theMistakeIsFoundAndItsFixMakesItGoAway(FindingCase each) throws IOException {
        ManifestDocuments wrong = documents(each, each.wrong());
        assertTrue(Catalogue.has(each.name()), each.name());
        List<Finding> found = find(each, wrong);
        List<Finding> named = found.stream()
                .filter(finding -> finding.name().equals(each.name()))
                .toList();
        assertFalse(named.isEmpty(), () -> each.name() + " is not among " + found);
        List<Change> changes = named.get(0).changes();
        assertTrue(each.fixed() != null || !changes.isEmpty(), () -> "neither changes nor a fixed text: " + named);
        if (!changes.isEmpty()) {
            assertGone(each, applied(wrong, changes), named.get(0));
        }
        if (each.fixed() != null) {
            assertGone(each, documents(each, each.fixed()), named.get(0));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theNearestThatIsNoMistakeIsNotFound(FindingCase each) throws IOException {
        List<Finding> found = find(each, documents(each, each.right()));
        assertEquals(
                List.of(),
                found.stream()
                        .filter(finding -> finding.name().equals(each.name()) || finding.severity() == Severity.ERROR)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theLibrarySaysWhatTheProgramSays(FindingCase each) throws IOException {
        Resources resources = documents(each, each.wrong()).resources();
        Routes served = LiveRoutes.builder()
                .controllers(each.controllers())
                .build(resources)
                .current();
        // What is inside of certificates is given by who has read them.
        Routes checked = CheckCommand.routes(resources, each.controllers(), Capabilities.ALL);
        assertEquals(places(Findings.of(checked)), places(Findings.of(served)));
    }

    private static Set<String> places(List<Finding> findings) {
        return findings.stream()
                .map(finding ->
                        finding.severity() + " " + finding.name() + " " + finding.resource() + " " + finding.field())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertGone(FindingCase each, ManifestDocuments documents, Finding finding) {
        List<Finding> left = find(each, documents).stream()
                .filter(other -> other.name().equals(each.name()) && other.resource() != null)
                .filter(other -> other.resource().equals(finding.resource())
                        && other.field().equals(finding.field()))
                .toList();
        assertEquals(List.of(), left);
    }

    private static ManifestDocuments documents(FindingCase each, String text) throws IOException {
        return Manifests.documents(CaseCertificates.fill(text), each.name());
    }

    private static List<Finding> find(FindingCase each, ManifestDocuments documents) {
        return CheckCommand.findings(CheckCommand.routes(documents.resources(), each.controllers(), Capabilities.ALL));
    }

    /** The documents with these changes made, each as its YAML reads. */
    private static ManifestDocuments applied(ManifestDocuments documents, List<Change> changes) {
        List<Map<String, Object>> objects = new ArrayList<>();
        documents.documents().forEach(document -> objects.add(object(copy(document.content()))));
        for (Change change : changes) {
            Object pasted = change.yaml().isEmpty()
                    ? null
                    : copy(Manifests.documents("pasted:\n" + indented(change.yaml()), "fix")
                            .documents()
                            .get(0)
                            .content()
                            .get("pasted"));
            if (change instanceof Change.Add) {
                objects.add(object(pasted));
            } else if (change instanceof Change.Put put) {
                Object value = put.field().index() >= 0
                        ? ((List<?>) pasted).get(0)
                        : object(pasted).get(put.field().name());
                set(find(objects, put.object()), put.field(), value);
            } else if (change instanceof Change.Remove remove && remove.field().equals(FieldPath.ROOT)) {
                objects.remove(find(objects, remove.object()));
            } else {
                Change.Remove remove = (Change.Remove) change;
                Object parent =
                        at(find(objects, remove.object()), remove.field().parent());
                if (parent instanceof List<?> list) {
                    list.remove(remove.field().index());
                } else {
                    object(parent).remove(remove.field().name());
                }
            }
        }
        return new ManifestDocuments(objects.stream().map(Document::of).toList(), List.of());
    }

    private static String indented(String yaml) {
        return yaml.lines().map(line -> "  " + line + "\n").reduce("", String::concat);
    }

    private static Map<String, Object> find(List<Map<String, Object>> objects, ObjectRef ref) {
        return objects.stream()
                .filter(object -> object.get("kind").equals(ref.kind()))
                .filter(object -> object(object.get("metadata")).get("name").equals(ref.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + ref));
    }

    private static Object at(Object root, FieldPath path) {
        if (path.parent() == null) {
            return root;
        }
        Object parent = at(root, path.parent());
        if (parent instanceof List<?> list) {
            return path.index() < list.size() ? list.get(path.index()) : null;
        }
        return object(parent).computeIfAbsent(path.name(), name -> new LinkedHashMap<String, Object>());
    }

    @SuppressWarnings("unchecked")
    private static void set(Object root, FieldPath path, Object value) {
        Object parent = at(root, path.parent());
        if (path.index() < 0) {
            object(parent).put(path.name(), value);
            return;
        }
        List<Object> list = (List<Object>) parent;
        if (path.index() == list.size()) {
            list.add(value);
        } else {
            list.set(path.index(), value);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, member) -> copy.put((String) key, copy(member)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(copy(element)));
            return copy;
        }
        return value;
    }
}
