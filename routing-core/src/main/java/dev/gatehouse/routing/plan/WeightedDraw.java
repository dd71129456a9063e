package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.BackendShare;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Draws one of several backends by weight over all references, those included that lead nowhere ({@code BackendRef.weight}). */
final class WeightedDraw {
    private WeightedDraw() {}

    /**
     * One of these; null where every weight is 0.
     *
     * @param random gives a number from 0 to below its argument
     */
    static @Nullable BackendShare of(List<BackendShare> shares, IntUnaryOperator random) {
        int total = 0;
        for (int i = 0; i < shares.size(); i++) {
            total += shares.get(i).weight();
        }
        if (total == 0) {
            return null;
        }
        int left = shares.size() == 1 ? 0 : random.applyAsInt(total);
        int i = 0;
        while (left >= shares.get(i).weight()) {
            left -= shares.get(i).weight();
            i++;
        }
        return shares.get(i);
    }
}
