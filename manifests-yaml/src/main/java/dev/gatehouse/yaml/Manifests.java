package dev.gatehouse.yaml;

import dev.gatehouse.routing.resource.Resources;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Reads Kubernetes manifests: YAML and JSON, one document or many to a file.
 *
 * <p>A document means what it means to {@code kubectl apply}, whose reader follows YAML 1.1: unquoted {@code yes}, {@code no},
 * {@code on}, {@code off}, {@code y} and {@code n} are booleans and {@code 0755} is octal, as keys too; a {@code HINT} named
 * {@code yaml-1.1-scalar} tells where YAML 1.2 reads otherwise. Stricter than {@code kubectl}, it refuses duplicate keys, tags
 * beyond the plain types, numbers that do not fit 64 bits, and merge keys that readers apply differently.
 *
 * <p>Input is untrusted and never ends in an exception: what cannot be read is a
 * {@link dev.gatehouse.routing.resource.Problem} with file and line, and the documents before and after it stay. Refused before
 * memory is spent: files over 16 MiB, documents over 3 Mi characters, 200,000 values or 50 levels, more than 50 aliases in a
 * document, aliases within what they stand for, and 256 MiB in one call. Text is UTF-8, with or without a byte order mark.
 *
 * <p>All methods block while they read, keep nothing, and may be called from any thread. Time and memory are proportional to
 * the size of the input; the files of a folder are read on all processors.
 */
public final class Manifests {
    private Manifests() {}

    /** As {@link #read(Collection)}. */
    public static Resources read(Path... paths) {
        return read(List.of(paths));
    }

    /** The resources of files and folders, found as {@link #documents(Collection)} says, and every problem met on the way. */
    public static Resources read(Collection<Path> paths) {
        return documents(paths).resources();
    }

    /** As {@link #documents(Collection)}. */
    public static ManifestDocuments documents(Path... paths) {
        return documents(List.of(paths));
    }

    /**
     * The documents of files and folders.
     *
     * <p>Of a folder, every {@code .yaml}, {@code .yml} and {@code .json} file is read, in folders within it too, in the order
     * of their names; names that start with a dot are left out. A path that is named is read whatever its name is; {@code -} is
     * standard input. The file of each {@link dev.gatehouse.routing.resource.Source} is the path as it was given, relative if
     * it was relative, with the path within the folder after it.
     */
    public static ManifestDocuments documents(Collection<Path> paths) {
        ManifestReader reader = new ManifestReader(Limits.DEFAULT);
        paths.forEach(reader::path);
        return reader.result();
    }

    /**
     * The documents of a stream, which is read to its end, or just past the limit of a file, and stays open.
     *
     * @param name what problems call it
     */
    public static ManifestDocuments documents(InputStream in, String name) {
        ManifestReader reader = new ManifestReader(Limits.DEFAULT);
        reader.stream(in, name);
        return reader.result();
    }

    /**
     * The documents of a text.
     *
     * @param name what problems call it
     */
    public static ManifestDocuments documents(String text, String name) {
        ManifestReader reader = new ManifestReader(Limits.DEFAULT);
        reader.text(text, name);
        return reader.result();
    }
}
