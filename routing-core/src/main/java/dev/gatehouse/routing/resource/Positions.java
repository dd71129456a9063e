package dev.gatehouse.routing.resource;

/** Tells on which line of its file a field of one document stands, so that a problem can point at it. */
@FunctionalInterface
public interface Positions {
    /** For documents that came from no file. */
    Positions UNKNOWN = path -> 0;

    /**
     * The line of the field, counted from 1 in the whole file; for a field that is absent, that of the nearest object
     * around it that is present. 0 where it is not known.
     */
    int line(FieldPath path);
}
