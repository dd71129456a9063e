package dev.gatehouse.jmh.frontends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a program and all that it started have used.
 *
 * @param ticks CPU time in hundredths of a second
 * @param residentKilobytes memory that is resident now
 */
record Usage(long ticks, long residentKilobytes) {
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    static Usage of(Process process) throws IOException {
        long ticks = 0;
        long resident = 0;
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        for (ProcessHandle handle : all) {
            Path folder = Path.of("/proc", Long.toString(handle.pid()));
            String stat = Files.readString(folder.resolve("stat"));
            // The second field is a name in parentheses, which may hold anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            ticks += Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
            resident += resident(Files.readAllLines(folder.resolve("status")));
        }
        return new Usage(ticks, resident);
    }

    private static long resident(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
