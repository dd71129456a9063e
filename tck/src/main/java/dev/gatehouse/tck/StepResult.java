package dev.gatehouse.tck;

/**
 * What became of one step of a case.
 *
 * @param test the case's name
 * @param position of the step in its case, from 1; 0 for what comes before the first
 * @param step what it did, in words
 */
public record StepResult(String suite, String test, int position, String step, Outcome outcome) {
    /** Whether the front end did what it must. */
    public sealed interface Outcome {}

    /** All that the step asks for came. */
    public record Passed() implements Outcome {}

    /** Something else came. */
    public record Failed(String expected, String actual) implements Outcome {}

    /** The step was not judged, in whole or in part. */
    public record Skipped(String reason) implements Outcome {}

    /** Such as {@code suite: CaseName step 3: http GET http://example.com/}. */
    @Override
    public String toString() {
        return suite + ": " + test + (position == 0 ? "" : " step " + position) + ": " + step;
    }
}
