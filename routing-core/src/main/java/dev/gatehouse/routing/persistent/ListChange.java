package dev.gatehouse.routing.persistent;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * What lies between the beginning and the end that two lists have in common. Of a list in which one thing changed it is that thing.
 *
 * @param from where it begins in both
 * @param removed a view of the first list
 * @param added a view of the second
 */
public record ListChange<T>(int from, List<T> removed, List<T> added) {
    /** Compares from both ends; costs as many comparisons as there is in common. */
    public static <T> ListChange<T> between(List<T> before, List<T> after, BiPredicate<? super T, ? super T> same) {
        int shorter = Math.min(before.size(), after.size());
        int from = 0;
        while (from < shorter && same.test(before.get(from), after.get(from))) {
            from++;
        }
        int removedTo = before.size();
        int addedTo = after.size();
        while (removedTo > from && addedTo > from && same.test(before.get(removedTo - 1), after.get(addedTo - 1))) {
            removedTo--;
            addedTo--;
        }
        return new ListChange<>(from, before.subList(from, removedTo), after.subList(from, addedTo));
    }
}
