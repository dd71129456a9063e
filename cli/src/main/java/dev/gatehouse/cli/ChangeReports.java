package dev.gatehouse.cli;

import dev.gatehouse.routing.ListenerChange;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.EjectionObserver;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.HealthObserver;
import dev.gatehouse.routing.resource.Problem;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells what became of changes, and which endpoints fail their health checks, on a thread of its own, so that the next change need not wait for it. What changed is told at once where the change
 * itself knows it. To compare all routes, and to look for mistakes in them, costs time in proportion to all of them: that is done when changes have ended for as long as
 * it takes, for those that came meanwhile together, and at such a distance that it takes a tenth of the time at most.
 */
final class ChangeReports implements HealthObserver, EjectionObserver, AutoCloseable {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private static final int REST = 9;
    private static final int MOST_ENDPOINTS = 20;
    private static final Duration ENDPOINTS_PERIOD = Duration.ofSeconds(10);
    private static final long LONGEST_CALM = Duration.ofSeconds(2).toNanos();
    private static final long LONGEST_WAIT = Duration.ofSeconds(10).toNanos();

    private final Voice voice;
    private final RunningFrontEnd frontEnd;
    private final Function<Routes, List<Problem>> problems;
    private final BiFunction<Routes, Bind, String> place;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Set<String> told = new HashSet<>();
    /** Read now: its file may find no descriptor later, and the JDK tries only once. */
    private final ZoneId zone = ZoneId.systemDefault();

    private final LineLimit endpoints = new LineLimit(MOST_ENDPOINTS, ENDPOINTS_PERIOD, System::nanoTime);
    private final Thread thread = new Thread(this::run, "reports");
    private Routes before;
    private List<Bind> open;

    /** What is served since {@link #before}; null where that is told. */
    private @Nullable Served uncompared;

    /** What is served now; null where its problems are told. */
    private @Nullable Routes unjudged;

    private long unjudgedSince;
    private long cost;

    /**
     * Begins to tell.
     *
     * @param problems what there is to tell of problems
     * @param place how to say where a port is
     * @param introduced the problems that were told already
     * @param cost how long it took to find them, in nanoseconds
     */
    ChangeReports(
            Voice voice,
            RunningFrontEnd frontEnd,
            Function<Routes, List<Problem>> problems,
            BiFunction<Routes, Bind, String> place,
            Routes first,
            Collection<Problem> introduced,
            long cost) {
        this.voice = voice;
        this.frontEnd = frontEnd;
        this.problems = problems;
        this.place = place;
        this.before = first;
        this.cost = cost;
        this.open = frontEnd.binds();
        introduced.forEach(problem -> told.add(key(problem)));
        thread.setDaemon(true);
        thread.start();
    }

    private sealed interface Event {}

    /** @param rules what was done to rules, one change after another; null where only a comparison can tell */
    private record Served(
            LocalTime at,
            Routes routes,
            long nanoseconds,
            int changes,
            @Nullable List<ListenerChange> rules) implements Event {
        /** This and those before it, as one. */
        Served after(@Nullable Served earlier) {
            if (earlier == null) {
                return this;
            }
            List<ListenerChange> all = null;
            if (earlier.rules != null && rules != null) {
                all = new ArrayList<>(earlier.rules);
                all.addAll(rules);
            }
            return new Served(at, routes, nanoseconds, earlier.changes + changes, all);
        }
    }

    private record Refused(LocalTime at, List<Problem> errors) implements Event {}

    private record Health(LocalTime at, String line) implements Event {}

    @Override
    public void failing(ServiceBackend backend, Endpoint.Address endpoint, String failure) {
        health(backend, endpoint, "fails its health checks and is left out: " + failure);
    }

    @Override
    public void passing(ServiceBackend backend, Endpoint.Address endpoint) {
        health(backend, endpoint, "passes its health checks again");
    }

    @Override
    public void leftOut(ServiceBackend backend, Endpoint endpoint, Duration pause) {
        health(backend, endpoint, "fails requests and is left out for " + text(pause));
    }

    @Override
    public void answering(ServiceBackend backend, Endpoint endpoint) {
        health(backend, endpoint, "answers requests again");
    }

    private static String text(Duration pause) {
        return pause.toMillis() % 1000 == 0 ? pause.toSeconds() + " s" : pause.toMillis() + " ms";
    }

    /** Called where requests are served: what comes too often is not told. */
    private void health(ServiceBackend backend, Endpoint endpoint, String what) {
        LineLimit.Verdict verdict = endpoints.next();
        if (verdict == LineLimit.Verdict.KEEP) {
            return;
        }
        String line = verdict == LineLimit.Verdict.SAY
                ? endpoint + " of " + backend + " " + what
                : "More of endpoints is not told for up to " + text(ENDPOINTS_PERIOD) + "; metrics count it";
        events.add(new Health(LocalTime.now(zone), line));
    }

    /**
     * A change was served.
     *
     * @param rules as {@link Routes#changes} of all states since the change before
     * @param nanoseconds from the notice on
     */
    void served(Routes routes, @Nullable List<ListenerChange> rules, long nanoseconds) {
        events.add(new Served(LocalTime.now(zone), routes, nanoseconds, 1, rules));
    }

    void refused(List<Problem> errors) {
        events.add(new Refused(LocalTime.now(zone), errors));
    }

    private void run() {
        try {
            while (true) {
                Event event = unjudged == null ? events.take() : events.poll(calm(), TimeUnit.NANOSECONDS);
                long begun = System.nanoTime();
                try {
                    if (event == null) {
                        compare();
                        judge();
                        cost = System.nanoTime() - begun;
                    } else {
                        List<Event> waiting = new ArrayList<>(List.of(event));
                        events.drainTo(waiting);
                        tell(waiting);
                    }
                } catch (RuntimeException e) {
                    unjudged = null;
                    voice.complain("what became of a change could not be told: " + e);
                }
                TimeUnit.NANOSECONDS.sleep(REST * (System.nanoTime() - begun));
            }
        } catch (InterruptedException e) {
            // The end.
        }
    }

    /** For how much longer nothing must come until everything is looked at. */
    private long calm() {
        return Math.min(Math.min(cost, LONGEST_CALM), unjudgedSince + LONGEST_WAIT - System.nanoTime());
    }

    private void tell(List<Event> waiting) {
        Served latest = null;
        for (Event event : waiting) {
            if (event instanceof Served served) {
                latest = served.after(latest);
            } else if (event instanceof Refused refused) {
                tell(latest);
                latest = null;
                compare();
                tell(refused);
            } else if (event instanceof Health health) {
                tell(latest);
                latest = null;
                voice.say(time(health.at) + health.line);
            }
        }
        tell(latest);
    }

    private void tell(Refused refused) {
        voice.say(time(refused.at) + voice.styles().red("Change refused") + ": " + ProblemsText.count(refused.errors)
                + ". What was served is served on.");
        ProblemsText.lines(refused.errors, voice.styles()).forEach(voice::say);
    }

    private void tell(@Nullable Served served) {
        if (served == null) {
            return;
        }
        if (unjudged == null) {
            unjudgedSince = System.nanoTime();
        }
        unjudged = served.routes;
        if (served.rules == null || uncompared != null) {
            uncompared = served.after(uncompared);
        } else {
            tell(served, RouteChanges.of(served.rules));
        }
    }

    /** Tells what changed where the changes themselves do not. */
    private void compare() {
        if (uncompared != null) {
            tell(uncompared, RouteChanges.between(before.attachment(), uncompared.routes.attachment()));
            ports(uncompared.routes);
            uncompared = null;
        }
    }

    private void tell(Served served, RouteChanges changes) {
        voice.mention(time(served.at)
                + voice.styles()
                        .green(served.changes == 1 ? "Change served" : served.changes + " changes served, the last")
                + " after " + TimeUnit.NANOSECONDS.toMillis(served.nanoseconds) + " ms: " + changes.count());
        changes.lines(voice.styles()).forEach(voice::mention);
        before = served.routes;
    }

    /** Tells what is wrong now and was not before. */
    private void judge() {
        Routes now = unjudged;
        unjudged = null;
        if (now == null) {
            return;
        }
        List<Problem> all = problems.apply(now);
        List<Problem> fresh =
                all.stream().filter(problem -> !told.contains(key(problem))).toList();
        ProblemsText.lines(fresh, voice.styles()).forEach(voice::say);
        told.clear();
        all.forEach(problem -> told.add(key(problem)));
    }

    /** Says which ports a change opened, and which it could not. */
    private void ports(Routes now) {
        List<Bind> opened = frontEnd.binds();
        for (Bind bind : now.binds()) {
            if (!opened.contains(bind)) {
                voice.say("  " + bind + " is not open, for its port is another's; serve it from the start, or with"
                        + " --port-map, to have a port for it");
            } else if (!open.contains(bind)) {
                voice.say("  " + bind + " " + place.apply(now, bind));
            }
        }
        open = opened;
    }

    private String time(LocalTime at) {
        return voice.styles().dim(CLOCK.format(at)) + " ";
    }

    /** What makes a problem the same when lines have moved. */
    private static String key(Problem problem) {
        return problem.name() + " " + problem.resource() + " " + problem.field() + " " + problem.message();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
