package dev.gatehouse.routing.status;

/**
 * An entry of {@code status.conditions}, without its {@code lastTransitionTime}, which depends on what was written before.
 *
 * @param reason a name of the Gateway API, such as {@code NoMatchingParent}
 * @param message one sentence for an operator, may be empty
 * @param observedGeneration {@code metadata.generation} of the object that was judged
 */
public record Condition(String type, Status status, String reason, String message, long observedGeneration) {
    /** {@code status} of a condition. */
    public enum Status {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** As it is written: {@code True}, {@code False} or {@code Unknown}. */
        public String text() {
            return text;
        }
    }

    /** Such as {@code Accepted=False/NoMatchingParent}. */
    @Override
    public String toString() {
        return type + "=" + status.text() + "/" + reason;
    }
}
