package dev.gatehouse.routing.insight;

import java.util.List;

/** Documents that are not what the API says. */
final class DocumentMistakes {
    static final List<Mistake> ALL = List.of(
            Mistake.error(
                    "unknown-field",
                    "A field that the API does not have",
                    "An API server drops it without a word, or refuses the object.",
                    "Correct the name, and mind the indentation."),
            Mistake.warning(
                    "field-misplaced",
                    "A field that belongs a level up or down",
                    "An API server drops it without a word.",
                    "Indent it as the API has it."),
            Mistake.warning(
                    "unknown-annotation",
                    "An annotation of another controller",
                    "What it asks for does not happen.",
                    "Use a HTTPRoute's filters, which every controller knows; or keep it for that controller."),
            Mistake.error(
                    "old-api-version",
                    "A version that API servers no longer have",
                    "kubectl says \"no matches for kind\".",
                    "Use v1."),
            Mistake.error(
                    "path-type-missing",
                    "A path without pathType",
                    "The API server refuses the object.",
                    "Add pathType: Prefix or Exact."),
            Mistake.error(
                    "enum-case",
                    "A word in the wrong case",
                    "The API server refuses the object.",
                    "Write it exactly as the API does."),
            Mistake.error(
                    "duplicate-object", "The same object twice", "One of the two wins, by chance.", "Remove one."),
            Mistake.hint(
                    "namespace-defaulted",
                    "An object without a namespace among others that have one",
                    "It lands in \"default\", or wherever kubectl points, and references miss it.",
                    "Set metadata.namespace."),
            Mistake.warning(
                    "route-name-reused",
                    "Two rules of one name",
                    "Policies that name the rule hit the wrong one.",
                    "Give each its own name."),
            Mistake.warning(
                    "multi-tenant-hostname",
                    "Routes of several namespaces claim one host",
                    "Whoever may write a route may take paths of that host.",
                    "Give each tenant a listener of its own."),
            Mistake.error(
                    "wrong-type",
                    "A value of the wrong type",
                    "The API server refuses the object.",
                    "Write the value as the API has it."),
            Mistake.error(
                    "invalid-value",
                    "A value that is not allowed",
                    "The API server refuses the object.",
                    "Write one of the values that are expected."),
            Mistake.error("required-field", "A field is missing", "The API server refuses the object.", "Add it."),
            Mistake.error(
                    "field-not-allowed",
                    "A field that may not stand here",
                    "The API server refuses the object.",
                    "Remove it."),
            Mistake.error(
                    "duplicate-value",
                    "A value twice in a list of different ones",
                    "The API server refuses the object.",
                    "Remove one."),
            Mistake.error("too-few", "Too few elements", "The API server refuses the object.", "Add some."),
            Mistake.error(
                    "too-many",
                    "Too many elements",
                    "The API server refuses the object.",
                    "Remove some, or split the object."),
            Mistake.error("too-large", "The object is too large", "It is not read.", "Split it."),
            Mistake.error("too-deep", "Objects within objects, too deep", "It is not read.", "Flatten it."),
            Mistake.error(
                    "too-many-problems",
                    "More problems than are worth a line each",
                    "The rest of the object is not judged.",
                    "Mend those that are told, and check again."),
            Mistake.error(
                    "invalid-base64",
                    "A value that is not base64",
                    "The API server refuses the object.",
                    "Encode it with base64, or write it under stringData."),
            Mistake.hint(
                    "unknown-kind",
                    "An object that concerns somebody else",
                    "Nothing happens here.",
                    "Nothing, if it is meant for another program."));

    private DocumentMistakes() {}
}
