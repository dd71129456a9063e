package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.MirrorTo;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the rule leaves to chance: which backend gets a request, and which requests are copied. */
interface Chance {
    /** One of these; null where every weight is 0. */
    @Nullable
    BackendShare draw(List<BackendShare> shares);

    /** Whether this request is copied. */
    boolean copies(MirrorTo mirror);

    /**
     * By weight and by fraction.
     *
     * @param random gives a number from 0 to below its argument
     */
    static Chance of(IntUnaryOperator random) {
        return new Chance() {
            @Override
            public @Nullable BackendShare draw(List<BackendShare> shares) {
                return WeightedDraw.of(shares, random);
            }

            @Override
            public boolean copies(MirrorTo mirror) {
                return mirror.numerator() >= mirror.denominator()
                        || random.applyAsInt(mirror.denominator()) < mirror.numerator();
            }
        };
    }

    /** Always this backend; what is copied at times is copied. */
    static Chance certain(BackendShare share) {
        return new Chance() {
            @Override
            public BackendShare draw(List<BackendShare> shares) {
                return share;
            }

            @Override
            public boolean copies(MirrorTo mirror) {
                return mirror.numerator() > 0;
            }
        };
    }
}
