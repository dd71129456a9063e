package dev.gatehouse.jmh.frontends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What front ends are loaded with. */
enum Load {
    HTTP_1("HTTP/1.1") {
        @Override
        Measured run(Workplace place, int seconds) throws IOException, InterruptedException {
            return wrk("http://127.0.0.1:" + Ports.PLAIN, seconds);
        }
    },
    PACED("HTTP/1.1 at 500 requests a second") {
        /** It comes after a load of the same kind: only its connections are new. */
        @Override
        int warmUp(int requests) {
            return 1;
        }

        @Override
        Measured run(Workplace place, int seconds) throws IOException, InterruptedException {
            return h2load(
                    place,
                    seconds,
                    List.of(
                            "--h1",
                            "-c",
                            "10",
                            "--rps",
                            "50",
                            "--connect-to=127.0.0.1:" + Ports.PLAIN,
                            "http://" + Workplace.HOST + Workplace.PATH));
        }
    },
    TLS_HTTP_1("TLS, HTTP/1.1") {
        @Override
        Measured run(Workplace place, int seconds) throws IOException, InterruptedException {
            return wrk("https://127.0.0.1:" + Ports.SECURE, seconds);
        }
    },
    TLS_HTTP_2("TLS, HTTP/2") {
        @Override
        Measured run(Workplace place, int seconds) throws IOException, InterruptedException {
            return h2load(
                    place,
                    seconds,
                    List.of(
                            "-c",
                            "16",
                            "-m",
                            "8",
                            "--connect-to=127.0.0.1:" + Ports.SECURE,
                            "https://" + Workplace.HOST + Workplace.PATH));
        }
    };

    private static final String CONNECTIONS = "64";
    private static final Pattern WRK_REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern WRK_LATENCY = Pattern.compile("(50|99)%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern WRK_FAILED = Pattern.compile("Non-2xx[^:]*: (\\d+)");
    private final String title;

    Load(String title) {
        this.title = title;
    }

    /**
     * What came of a load.
     *
     * @param requests that were answered, {@code failed} of them without success
     * @param p50 in microseconds, as {@code p99}
     */
    record Measured(long requests, long failed, double p50, double p99) {}

    /** Loads for so long. */
    abstract Measured run(Workplace place, int seconds) throws IOException, InterruptedException;

    /** How many requests warm a front end up for this load, where it takes so many for one that it has not seen. */
    int warmUp(int requests) {
        return requests;
    }

    String title() {
        return title;
    }

    private static Measured wrk(String url, int seconds) throws IOException, InterruptedException {
        String output = Programs.run(List.of(
                "taskset",
                "-c",
                "1",
                "wrk",
                "-t",
                "1",
                "-c",
                CONNECTIONS,
                "-d",
                seconds + "s",
                "--latency",
                "-H",
                "Host: " + Workplace.HOST,
                url + Workplace.PATH));
        double p50 = 0;
        double p99 = 0;
        Matcher latency = WRK_LATENCY.matcher(output);
        while (latency.find()) {
            double value = Double.parseDouble(latency.group(2)) * micros(latency.group(3));
            if (latency.group(1).equals("50")) {
                p50 = value;
            } else {
                p99 = value;
            }
        }
        return new Measured(number(WRK_REQUESTS, output, -1), number(WRK_FAILED, output, 0), p50, p99);
    }

    private static double micros(String unit) {
        return unit.equals("s") ? 1e6 : unit.equals("ms") ? 1e3 : 1;
    }

    /** @param absent −1 where the number must be there */
    private static long number(Pattern pattern, String output, long absent) throws IOException {
        Matcher matcher = pattern.matcher(output);
        if (matcher.find()) {
            return Long.parseLong(matcher.group(1));
        }
        if (absent < 0) {
            throw new IOException("unexpected words: " + output);
        }
        return absent;
    }

    /** h2load writes a line for each request: when it began, its status, and how long it took in microseconds. */
    private static Measured h2load(Workplace place, int seconds, List<String> arguments)
            throws IOException, InterruptedException {
        Path log = place.folder().resolve("h2load.log");
        Files.deleteIfExists(log);
        List<String> command = new ArrayList<>(List.of(
                "taskset", "-c", "1", "h2load", "-t", "1", "-D", Integer.toString(seconds), "--log-file=" + log));
        command.addAll(arguments);
        Programs.run(command);
        List<String> lines = Files.readAllLines(log);
        long failed = 0;
        long[] times = new long[lines.size()];
        for (int i = 0; i < times.length; i++) {
            String[] fields = lines.get(i).split("\t", -1);
            if (!fields[1].equals("200")) {
                failed++;
            }
            times[i] = Long.parseLong(fields[2]);
        }
        if (times.length == 0) {
            throw new IOException("no request was answered");
        }
        Arrays.sort(times);
        return new Measured(times.length, failed, times[times.length / 2], times[(int) (times.length * 0.99)]);
    }
}
