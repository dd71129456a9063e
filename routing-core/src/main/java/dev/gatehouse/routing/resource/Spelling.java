package dev.gatehouse.routing.resource;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what somebody may have meant to write. */
public final class Spelling {
    private static final int LONGEST = 64;

    private Spelling() {}

    /**
     * The nearest of the names, or null where none is near: up to a third of the letters wrong, the letters' case not counted. Of equally near ones
     * the first in alphabetical order.
     */
    public static @Nullable String nearest(String text, Set<String> names) {
        return nearest(text, new @Nullable String[0], 0, names);
    }

    /** The nearest of the names, where one is near: up to a third of the letters wrong, the letters' case not counted. */
    static @Nullable String nearest(String text, @Nullable String[] names, int count, Set<String> more) {
        if (text.length() > LONGEST) {
            return null;
        }
        String written = text.toLowerCase(Locale.ROOT);
        String nearest = null;
        int least = Math.max(1, text.length() / 3) + 1;
        for (int i = 0; i < count; i++) {
            String name = names[i];
            int distance = name == null ? least : distance(written, name);
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        for (String name : more) {
            int distance = distance(written, name);
            // Sets have no order: of two equally near names the answer must still be the same each time.
            if (distance < least || (distance == least && nearest != null && name.compareTo(nearest) < 0)) {
                least = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    /** Letters to insert, delete, replace, or swap with their neighbour. */
    private static int distance(String a, String name) {
        String b = name.toLowerCase(Locale.ROOT);
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
