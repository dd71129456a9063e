package dev.gatehouse.tck;

/** A case file that says something the format does not know. Caught where the file is read, and reported. */
final class MalformedCase extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedCase(String message) {
        super(message);
    }
}
