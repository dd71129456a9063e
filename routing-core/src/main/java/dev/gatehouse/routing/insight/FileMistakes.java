package dev.gatehouse.routing.insight;

import java.util.List;

/** Files that cannot be read as manifests. */
final class FileMistakes {
    static final List<Mistake> ALL = List.of(
            Mistake.error("file-not-found", "There is no such file", "Nothing of it is served.", "Correct the path."),
            Mistake.error(
                    "file-unreadable", "The file cannot be read", "Nothing of it is served.", "See its permissions."),
            Mistake.error("file-too-large", "The file is too large", "Nothing of it is served.", "Split it."),
            Mistake.error(
                    "input-too-large",
                    "All files together are too large",
                    "What comes after the limit is not served.",
                    "Read fewer of them at once."),
            Mistake.warning(
                    "no-manifests",
                    "The folder holds no manifests",
                    "Nothing of it is served.",
                    "Name another folder."),
            Mistake.error("yaml-encoding", "The file is not UTF-8", "Nothing of it is served.", "Save it as UTF-8."),
            Mistake.error("yaml-too-large", "A document is too large", "It is not served.", "Split it."),
            Mistake.error(
                    "yaml-too-many-documents",
                    "Too many documents in one file",
                    "Those after the limit are not served.",
                    "Split the file."),
            Mistake.error(
                    "yaml-too-many-problems",
                    "More problems than are worth a line each",
                    "The rest of the file is not read.",
                    "Mend those that are told, and check again."),
            Mistake.error("yaml-too-many-nodes", "Too many values in one document", "It is not served.", "Split it."),
            Mistake.error(
                    "yaml-too-many-aliases",
                    "Too many aliases in one document",
                    "It is not served.",
                    "Write the values out."),
            Mistake.error("yaml-too-deep", "Objects within objects, too deep", "It is not served.", "Flatten it."),
            Mistake.error(
                    "yaml-syntax",
                    "The file is not YAML",
                    "The document is not served.",
                    "Correct it at the place that is marked."),
            Mistake.error(
                    "yaml-cyclic-alias",
                    "An alias within what it stands for",
                    "The document is not served.",
                    "Write the value out."),
            Mistake.error(
                    "yaml-unknown-alias",
                    "An alias without an anchor",
                    "The document is not served.",
                    "Add the anchor before it."),
            Mistake.error(
                    "yaml-duplicate-key",
                    "One key twice",
                    "Readers differ in which one counts; the document is not served.",
                    "Remove one."),
            Mistake.error("yaml-key", "A key that is not a word", "The document is not served.", "Put it in quotes."),
            Mistake.error(
                    "yaml-merge",
                    "A merge key that readers apply differently",
                    "The document is not served.",
                    "Write the fields out."),
            Mistake.error(
                    "yaml-tag",
                    "A tag",
                    "The document is not served: a tag can ask a reader to do anything.",
                    "Remove it."),
            Mistake.error(
                    "yaml-number",
                    "A number that does not fit",
                    "Readers differ in what it means; the document is not served.",
                    "Put it in quotes, if it is text."),
            Mistake.hint(
                    "yaml-1.1-scalar",
                    "A word that readers of YAML take for different things",
                    "kubectl takes it for something else than a YAML 1.2 reader.",
                    "Put it in quotes, if it is text."),
            Mistake.error(
                    "not-an-object",
                    "A document that is not an object",
                    "It is not served.",
                    "A manifest is an object with apiVersion, kind and metadata."));

    private FileMistakes() {}
}
