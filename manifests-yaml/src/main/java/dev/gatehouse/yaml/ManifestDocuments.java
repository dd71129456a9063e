package dev.gatehouse.yaml;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import java.util.List;

/**
 * What was read, and what was wrong with it. Immutable.
 *
 * @param documents every object that could be read, in the order of the files and within a file from top to bottom; a
 *     {@code List} is one document
 * @param problems in the same order; a document with an error is not among the documents
 */
public record ManifestDocuments(List<Document> documents, List<Problem> problems) {
    public ManifestDocuments {
        documents = List.copyOf(documents);
        problems = List.copyOf(problems);
    }

    /** What the documents say; its problems are these and, after them, those of {@link Resources#decode}. */
    public Resources resources() {
        return Resources.decode(documents, problems);
    }
}
