package dev.gatehouse.tck.echo;

import dev.gatehouse.tck.exchange.Received;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that the pods of a case received, in order, whether or not it was answered. Safe for any number of threads. */
public final class ReceptionLog {
    private final List<Received> entries = new ArrayList<>();

    synchronized int add(Received received) {
        entries.add(received);
        return entries.size() - 1;
    }

    /** How many entries there are. */
    public synchronized int size() {
        return entries.size();
    }

    /** The entries from a number on. */
    public synchronized List<Received> since(int first) {
        return List.copyOf(entries.subList(Math.min(first, entries.size()), entries.size()));
    }

    /** An entry; null where there is none of that number. */
    public synchronized @Nullable Received entry(int number) {
        return number < 0 || number >= entries.size() ? null : entries.get(number);
    }
}
