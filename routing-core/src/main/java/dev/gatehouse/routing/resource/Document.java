package dev.gatehouse.routing.resource;

import java.util.Map;

/**
 * One Kubernetes object as a parser yields it: maps with string keys, lists, strings, numbers, booleans and nulls. It is
 * untrusted: the decoder bounds its depth and size once more.
 *
 * @param content the object, {@code apiVersion} and {@code kind} included
 * @param source where the document starts
 * @param positions where its fields stand; {@link Positions#UNKNOWN} where that is not known
 */
public record Document(Map<String, ?> content, Source source, Positions positions) {
    /** A document that came from no file. */
    public static Document of(Map<String, ?> content) {
        return new Document(content, Source.NONE, Positions.UNKNOWN);
    }
}
