package dev.gatehouse.tck;

import dev.gatehouse.tck.Seen.PodName;
import dev.gatehouse.tck.Step.Mirror.WantedMirror;
import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Outcome;
import dev.gatehouse.tck.StepResult.Passed;
import dev.gatehouse.tck.echo.ReceptionLog;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Steps that send many times. For one thread. */
final class Many {
    private static final String JITTER = "X-Jitter";

    /** How long no further copy of a request may come until all are said to have come. */
    private static final Duration QUIET = Duration.ofMillis(200);

    private static final int LONGEST_QUIET = 50;

    private final Tries tries;
    private final ReceptionLog log;
    private final boolean overConnections;

    Many(Tries tries, ReceptionLog log, boolean overConnections) {
        this.tries = tries;
        this.log = log;
        this.overConnections = overConnections;
    }

    /** What the exchanges came to, up to the first that was not what it must be. */
    private List<Seen> send(int count, int concurrency, boolean stopping, IntFunction<Seen> each) {
        AtomicBoolean stopped = new AtomicBoolean();
        List<Seen> seen = new ArrayList<>();
        if (concurrency == 1 || !overConnections) {
            for (int i = 0; i < count && !stopped.get(); i++) {
                seen.add(watched(each.apply(i), stopping, stopped));
            }
            return seen;
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(concurrency, count), task -> {
            Thread thread = new Thread(task, "gatehouse-tck-client");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Seen>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(
                        threads.submit(() -> stopped.get() ? null : watched(each.apply(number), stopping, stopped)));
            }
            for (Future<Seen> future : futures) {
                Seen result = future.get();
                if (result != null) {
                    seen.add(result);
                }
            }
            return seen;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Seen watched(Seen seen, boolean stopping, AtomicBoolean stopped) {
        if (stopping && !seen.met()) {
            stopped.set(true);
        }
        return seen;
    }

    /** The first that was not what it must be, as a failure; else what could not be judged. */
    private static Verdict verdict(List<Seen> seen) {
        Set<String> unseen = new TreeSet<>();
        for (Seen each : seen) {
            if (!each.met()) {
                return new Verdict(
                        new Failed(
                                each.differences().expected(),
                                each.differences().actual()),
                        unseen);
            }
            unseen.addAll(each.differences().unseen());
        }
        return new Verdict(new Passed(), unseen);
    }

    /** @param unseen what could not be judged, where it passed */
    record Verdict(Outcome outcome, Set<String> unseen) {
        static Verdict failed(String expected, String actual) {
            return new Verdict(new Failed(expected, actual), Set.of());
        }

        boolean failed() {
            return outcome instanceof Failed;
        }
    }

    private static Verdict best(int attempts, Supplier<Verdict> once) {
        Verdict last = once.get();
        for (int attempt = 1; attempt < attempts && last.failed(); attempt++) {
            last = once.get();
        }
        return last;
    }

    Verdict distribution(Step.Distribution step, int connection) {
        return best(step.attempts(), () -> {
            List<Seen> seen = send(
                    step.requests(),
                    step.concurrency(),
                    true,
                    i -> tries.once(
                            step.each(),
                            connection,
                            step.jitter() && i % 2 == 1
                                    ? List.of(new HeaderLine(JITTER, String.valueOf(i * 7919 % 1000)))
                                    : List.of()));
            Verdict verdict = verdict(seen);
            return verdict.failed() || step.shares().isEmpty() ? verdict : shares(step, seen, verdict);
        });
    }

    private static Verdict shares(Step.Distribution step, List<Seen> seen, Verdict met) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Seen each : seen) {
            PodName pod = each.pod();
            counts.merge(pod == null ? "(none)" : pod.deployment(), 1, Integer::sum);
        }
        if (counts.containsKey("(none)") && !met.unseen().isEmpty()) {
            return met;
        }
        boolean fits = step.shares().keySet().containsAll(counts.keySet());
        for (Map.Entry<String, Double> share : step.shares().entrySet()) {
            double came = counts.getOrDefault(share.getKey(), 0) / (double) step.requests();
            double wanted = share.getValue();
            fits &= wanted == 0 ? came == 0 : Math.abs(came - wanted) <= step.tolerance() + 1e-9;
        }
        return fits
                ? met
                : Verdict.failed(
                        "shares " + step.shares() + " within " + step.tolerance(), counts + " of " + step.requests());
    }

    Verdict mirror(Step.Mirror step) {
        return best(step.attempts(), () -> {
            String uuid = UUID.randomUUID().toString();
            int before = log.size();
            List<Seen> seen =
                    send(step.requests(), step.concurrency(), true, i -> tries.http(step.each(), uuid, List.of()));
            Verdict verdict = verdict(seen);
            if (verdict.failed()) {
                return verdict;
            }
            String path = step.each().request().path().replace(Calls.UUID_MARK, uuid);
            for (WantedMirror mirror : step.mirrors()) {
                Verdict copies = copies(step, mirror, path, before);
                if (copies.failed()) {
                    return copies;
                }
            }
            return verdict;
        });
    }

    private Verdict copies(Step.Mirror step, WantedMirror mirror, String path, int before) {
        String what = mirror.backend() + " gets copies of " + path;
        Double percent = mirror.percent();
        if (percent == null) {
            boolean came = Patience.until(
                    overConnections ? Duration.ofSeconds(30) : Duration.ZERO, () -> count(mirror, path, before) > 0);
            return came ? new Verdict(new Passed(), Set.of()) : Verdict.failed(what, "it got none");
        }
        double came = settled(mirror, path, before) / (double) step.requests();
        return Math.abs(came - percent / 100) <= step.tolerance() + 1e-9
                ? new Verdict(new Passed(), Set.of())
                : Verdict.failed(
                        what + ": " + percent + " percent within " + step.tolerance(), came * 100 + " percent");
    }

    private long count(WantedMirror mirror, String path, int before) {
        return log.since(before).stream()
                .filter(entry -> isCopy(mirror, path, entry))
                .count();
    }

    private static boolean isCopy(WantedMirror mirror, String path, Received entry) {
        return entry.pod().startsWith(mirror.backend())
                && (mirror.namespace() == null || mirror.namespace().equals(entry.namespace()))
                && entry.request().target().equals(path);
    }

    /** The number of copies once no more come. */
    private long settled(WantedMirror mirror, String path, int before) {
        long count = count(mirror, path, before);
        for (int i = 0; overConnections && i < LONGEST_QUIET && Patience.pause(QUIET); i++) {
            long now = count(mirror, path, before);
            if (now == count) {
                return count;
            }
            count = now;
        }
        return count;
    }

    Verdict pods(Step.Pods step) {
        List<Seen> seen = send(step.requests(), 1, true, i -> tries.once(step.each(), 0, List.of()));
        Verdict verdict = verdict(seen);
        if (verdict.failed()) {
            return verdict;
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (Seen each : seen) {
            PodName pod = each.pod();
            if (pod != null) {
                counts.merge(pod.name(), 1, Integer::sum);
            }
        }
        Integer perPod = step.perPod();
        boolean even = perPod == null || counts.values().stream().allMatch(perPod::equals);
        return step.distinct().has(counts.size()) && even
                ? verdict
                : Verdict.failed(
                        "answers from " + step.distinct() + " pods"
                                + (perPod == null ? "" : ", " + perPod + " of each"),
                        counts.toString());
    }

    Verdict burst(Step.Burst step) {
        List<Seen> seen = send(step.requests(), step.concurrency(), false, i -> tries.once(step.each(), 0, List.of()));
        Verdict verdict = verdict(seen);
        Map<Integer, Integer> counts = new TreeMap<>();
        seen.forEach(each -> counts.merge(each.status(), 1, Integer::sum));
        boolean fits = step.statuses().entrySet().stream()
                .allMatch(wanted -> wanted.getValue().has(counts.getOrDefault(wanted.getKey(), 0)));
        return fits ? verdict : Verdict.failed("statuses " + step.statuses(), counts.toString());
    }
}
