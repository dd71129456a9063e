package dev.gatehouse.routing.regex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What two patterns have in common, by walking both position automata side by side, breadth first. Pairs of positions are
 * finite and few, so the answer is always exact and the example is a shortest one.
 *
 * <p>For maintainers: a step of both is two half steps, the left one first: ({@code p}, {@code q}) to ({@code p'}, {@code q})
 * to ({@code p'}, {@code q'}). Each half step visits a pair once and takes all that follow as words of a bit set: with
 * {@code m} and {@code n} positions some {@code m * n * (m + n) / 64} operations.
 */
final class Overlap {
    private final Positions left;
    private final Positions right;

    /** For each position of the right those of the left that moved on while the right stood there. */
    private final long[][] halves;

    /** For each position of the left those of the right that were reached together with it. */
    private final long[][] pairs;

    /** Where the left came from in a half step, and the right in the other, by {@code left * right.count() + right}. */
    private final short[] leftBefore;

    private final short[] rightBefore;

    private int[] queue = new int[64];
    private int queued;

    private Overlap(Positions left, Positions right) {
        this.left = left;
        this.right = right;
        this.halves = new long[right.count()][left.words()];
        this.pairs = new long[left.count()][right.words()];
        this.leftBefore = new short[left.count() * right.count()];
        this.rightBefore = new short[left.count() * right.count()];
    }

    /** A shortest string that both match; null where there is none. */
    static @Nullable String example(Positions left, Positions right) {
        return new Overlap(left, right).search();
    }

    private @Nullable String search() {
        long[][] compatible = compatible();
        enqueue(0);
        for (int i = 0; i < queued; i++) {
            int p = queue[i] / right.count();
            int q = queue[i] % right.count();
            if (left.accepts(p) && right.accepts(q)) {
                return path(p, q);
            }
            for (int word = 0; word < left.words(); word++) {
                long fresh = left.follow(p, word) & ~halves[q][word];
                halves[q][word] |= fresh;
                for (; fresh != 0; fresh &= fresh - 1) {
                    int next = word * 64 + Long.numberOfTrailingZeros(fresh);
                    leftBefore[next * right.count() + q] = (short) p;
                    moveRight(next, q, compatible[next]);
                }
            }
        }
        return null;
    }

    private void moveRight(int p, int q, long[] compatible) {
        for (int word = 0; word < right.words(); word++) {
            long fresh = right.follow(q, word) & compatible[word] & ~pairs[p][word];
            pairs[p][word] |= fresh;
            for (; fresh != 0; fresh &= fresh - 1) {
                int pair = p * right.count() + word * 64 + Long.numberOfTrailingZeros(fresh);
                rightBefore[pair] = (short) q;
                enqueue(pair);
            }
        }
    }

    /** For each position of the left those of the right that can read the same character. */
    private long[][] compatible() {
        long[][] compatible = new long[left.count()][right.words()];
        for (int p = 1; p < left.count(); p++) {
            for (int q = 1; q < right.count(); q++) {
                if (left.reads(p).intersects(right.reads(q))) {
                    compatible[p][q >> 6] |= 1L << q;
                }
            }
        }
        return compatible;
    }

    private void enqueue(int pair) {
        if (queued == queue.length) {
            queue = Arrays.copyOf(queue, 2 * queued);
        }
        queue[queued++] = pair;
    }

    private String path(int p, int q) {
        StringBuilder reversed = new StringBuilder();
        while (p != 0) {
            reversed.append(left.reads(p).and(right.reads(q)).example());
            q = rightBefore[p * right.count() + q];
            p = leftBefore[p * right.count() + q];
        }
        return reversed.reverse().toString();
    }
}
