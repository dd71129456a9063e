package dev.gatehouse.tck;

/**
 * How many of something must be there.
 *
 * @param most {@link Integer#MAX_VALUE} for any number
 */
record Range(int least, int most) {
    static final Range ANY = new Range(0, Integer.MAX_VALUE);

    /** The field: a number, or {@code {min, max}}. */
    static Range read(Body body, String name) {
        Object value = body.value(name);
        if (value == null) {
            return ANY;
        }
        if (value instanceof Number number) {
            return new Range(number.intValue(), number.intValue());
        }
        Body range = body.required(name);
        return new Range(range.number("min", 0), range.number("max", Integer.MAX_VALUE));
    }

    boolean has(int number) {
        return number >= least && number <= most;
    }

    /** Such as {@code 3}, {@code 2 to 5} or {@code 2 or more}. */
    @Override
    public String toString() {
        if (most == Integer.MAX_VALUE) {
            return least + " or more";
        }
        return least == most ? String.valueOf(least) : least + " to " + most;
    }
}
