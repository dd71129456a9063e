/**
 * Where manifests come in.
 *
 * <p>In: files, folders and streams of YAML and JSON, all untrusted. Out: {@link dev.gatehouse.routing.resource.Document}s,
 * each with the lines of its fields, and a {@link dev.gatehouse.routing.resource.Problem} for everything that could not be
 * read or that another reader would read otherwise. This room knows nothing of kinds and their fields.
 *
 * <p>The road: {@code ManifestFiles} finds the files, {@code Utf8} makes text of their bytes, {@code Chunk} cuts the text into
 * documents, {@code DocumentReader} reads each by itself, and {@code Scalars} says what a plain word means.
 */
@NullMarked
package dev.gatehouse.yaml;

import org.jspecify.annotations.NullMarked;
