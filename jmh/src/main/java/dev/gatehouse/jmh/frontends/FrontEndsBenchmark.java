package dev.gatehouse.jmh.frontends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures whole front ends side by side, in one run, since only ratios mean something on a machine that others use too.
 *
 * <pre>{@code
 * jmh/front-ends [--seconds N] [--warm-up REQUESTS] [--routes N] [--only NAME,NAME] [--loads NAME,NAME] [--out FILE]
 * }</pre>
 *
 * <p>Warming up counts requests, not seconds: what a JVM has compiled depends on how often it ran, and a slow front end would be measured
 * colder than a quick one.
 *
 * <p>The front end has core 0 for itself; backend and load share core 1. Needs nginx, haproxy, wrk, h2load, openssl and taskset.
 */
public final class FrontEndsBenchmark {
    private static final int FRONT_CORE = 0;
    private static final int BACK_CORE = 1;
    private static final double TICKS_PER_SECOND = 100;
    private static final int WARM_UP_SLICE_SECONDS = 3;
    private static final int WARM_UP_SLICES = 30;
    private final Workplace place;
    private final int seconds;
    private final int warmUp;
    private final List<Load> loads;

    /** @param warmUp how many requests a front end answers of each load before it is measured, within a minute and a half */
    private FrontEndsBenchmark(Workplace place, int seconds, int warmUp, List<Load> loads) {
        this.place = place;
        this.seconds = seconds;
        this.warmUp = warmUp;
        this.loads = loads;
    }

    /** Runs it; see the class. */
    public static void main(String[] arguments) throws Exception {
        Arguments given = new Arguments(List.of(arguments));
        Path folder = Files.createTempDirectory("gatehouse-front-ends");
        Workplace place =
                new Workplace(folder, Path.of(given.text("--gatehouse", "./gatehouse")), given.number("--routes", 1));
        place.prepare();
        FrontEndsBenchmark benchmark = new FrontEndsBenchmark(
                place,
                given.number("--seconds", 10),
                given.number("--warm-up", 1_000_000),
                chosen(Load.values(), given.text("--loads", "")));
        String table = benchmark.table(chosen(FrontEnd.values(), given.text("--only", "")));
        System.out.print(table);
        String out = given.text("--out", "");
        if (!out.isEmpty()) {
            Files.writeString(Path.of(out), table);
        }
    }

    private static <E extends Enum<E>> List<E> chosen(E[] all, String only) {
        List<String> names = List.of(only.split(",", -1));
        return Arrays.stream(all)
                .filter(one -> only.isEmpty() || names.contains(one.name()))
                .toList();
    }

    private String table(List<FrontEnd> frontEnds) throws IOException, InterruptedException {
        Path log = place.folder().resolve("backend.out");
        Process backend = Programs.start(
                BACK_CORE,
                List.of(
                        "nginx",
                        "-p",
                        place.folder() + "/",
                        "-c",
                        Configurations.backend(place).toString()),
                log);
        try {
            Programs.awaitPort(backend, Ports.BACKEND, log);
            StringBuilder table = new StringBuilder(Row.HEAD);
            for (FrontEnd frontEnd : frontEnds) {
                for (Row row : rows(frontEnd)) {
                    System.err.print(row);
                    table.append(row);
                }
            }
            return table.toString();
        } finally {
            Programs.stop(backend);
        }
    }

    private List<Row> rows(FrontEnd frontEnd) throws IOException, InterruptedException {
        Path log = place.folder().resolve(frontEnd.name() + ".out");
        Process process = Programs.start(FRONT_CORE, frontEnd.command(place), log);
        try {
            Programs.awaitPort(process, Ports.PLAIN, log);
            Programs.awaitPort(process, Ports.SECURE, log);
            List<Row> rows = new ArrayList<>();
            for (Load load : loads) {
                if (frontEnd.speaks(load)) {
                    warmUp(load);
                    rows.add(row(frontEnd, load, process));
                }
            }
            return rows;
        } finally {
            Programs.stop(process);
        }
    }

    private void warmUp(Load load) throws IOException, InterruptedException {
        long answered = 0;
        for (int slice = 0; slice < WARM_UP_SLICES && answered < load.warmUp(warmUp); slice++) {
            answered += load.run(place, WARM_UP_SLICE_SECONDS).requests();
        }
    }

    private Row row(FrontEnd frontEnd, Load load, Process process) throws IOException, InterruptedException {
        Usage before = Usage.of(process);
        Load.Measured measured = load.run(place, seconds);
        Usage after = Usage.of(process);
        double cpu = (after.ticks() - before.ticks()) / TICKS_PER_SECOND;
        return new Row(
                frontEnd.title(),
                load.title(),
                (double) measured.requests() / seconds,
                measured.failed(),
                measured.p50(),
                measured.p99(),
                cpu * 100_000 / measured.requests(),
                after.residentKilobytes() / 1024);
    }
}
