package dev.gatehouse.routing.regex;

/** How a stage gives up on a pattern; never leaves this package, where it becomes a {@link RegularExpressionError}. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int index;

    Refusal(int index, String message) {
        super(message, null, false, false);
        this.index = index;
    }

    int index() {
        return index;
    }
}
