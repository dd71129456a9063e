package dev.gatehouse.yaml;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What is told of files in folders. It may be nothing at all; what is told is only a reason to look. For one thread at a time. */
interface Notices extends AutoCloseable {
    /**
     * What was told.
     *
     * @param everything whether all has to be looked at: folders or links have changed, or something was not told
     * @param whole whether what is found so was whole at once: the link of a volume was turned
     * @param files the files that were spoken of, each with whether it was renamed to where it is, or away from there, and nobody wrote since
     */
    record Noticed(boolean everything, boolean whole, Map<Path, Boolean> files) {
        static final Noticed NOTHING = new Noticed(false, false, Map.of());
    }

    /** From now on of this folder, too. */
    void watch(Path folder);

    /** Of none but these from now on. */
    void leaveOthers(Set<Path> watched);

    /**
     * Waits so long at most.
     *
     * @param files which of them count, and which were there
     * @param read which of them have been read, and held something
     */
    Noticed poll(FileStamps files, Predicate<Path> read, long nanoseconds) throws InterruptedException;

    @Override
    void close();
}
