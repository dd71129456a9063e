package dev.gatehouse.routing.resource;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers of whichever type a YAML or JSON parser makes them. */
final class WholeNumber {
    private WholeNumber() {}

    /** The number where it is whole, whichever type a parser gave it; saturated where it is larger than a long. */
    static @Nullable Long of(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Math.rint(number) == number ? (Long) (long) number : null;
        }
        if (value instanceof BigInteger number) {
            return number.bitLength() < Long.SIZE
                    ? (Long) number.longValue()
                    : (Long) (number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
        // Neither is expanded: 1e1000000000 would fill the memory.
        if (value instanceof BigDecimal number) {
            double near = number.doubleValue();
            return Math.rint(near) == near && number.compareTo(BigDecimal.valueOf((long) near)) == 0
                    ? (Long) (long) near
                    : null;
        }
        return null;
    }
}
