package dev.gatehouse.yaml;

/**
 * How much is read before the reader refuses. Manifests are untrusted: time and memory are bounded by these figures and not by
 * what a file asks for.
 *
 * @param inputBytes all files of one call together
 * @param fileBytes one file or stream
 * @param files the files of one call
 * @param folderDepth folders within folders
 * @param documents the documents of one file
 * @param documentChars one document
 * @param nodes objects, lists and scalars of one document, keys not counted, an alias counted as what it stands for
 * @param depth objects and lists within one another
 * @param aliases aliases in one document
 * @param problems problems in one file, after which the rest of it is not read
 * @param hints scalars in one file that are reported because YAML 1.2 reads them otherwise
 */
record Limits(
        long inputBytes,
        int fileBytes,
        int files,
        int folderDepth,
        int documents,
        int documentChars,
        int nodes,
        int depth,
        int aliases,
        int problems,
        int hints) {
    /** The limits of Kubernetes' own readers where they have one, otherwise ample for any hand-written or generated manifest. */
    static final Limits DEFAULT = new Limits(
            256L * 1024 * 1024, 16 * 1024 * 1024, 100_000, 32, 250_000, 3 * 1024 * 1024, 200_000, 50, 50, 1_000, 100);
}
