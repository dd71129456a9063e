package dev.gatehouse.cli;

import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.HealthObserver;
import dev.gatehouse.routing.resource.Problem;
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
 * Tells what became of changes, and which endpoints fail their health checks, on a thread of its own: to compare all routes and to look for mistakes in them costs time in proportion to
 * all of them, and the next change need not wait for that. Changes that come meanwhile are told together, and among very many routes at
 * such a distance that telling takes a tenth of the time at most.
 */
final class ChangeReports implements HealthObserver, AutoCloseable {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private static final int REST = 9;

    private final Voice voice;
    private final RunningFrontEnd frontEnd;
    private final Function<Routes, List<Problem>> problems;
    private final BiFunction<Routes, Bind, String> place;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Set<String> told = new HashSet<>();
    private final Thread thread = new Thread(this::run, "reports");
    private Attachment before;
    private List<Bind> open;

    /**
     * Begins to tell.
     *
     * @param problems what there is to tell of problems
     * @param place how to say where a port is
     * @param introduced the problems that were told already
     */
    ChangeReports(
            Voice voice,
            RunningFrontEnd frontEnd,
            Function<Routes, List<Problem>> problems,
            BiFunction<Routes, Bind, String> place,
            Routes first,
            Collection<Problem> introduced) {
        this.voice = voice;
        this.frontEnd = frontEnd;
        this.problems = problems;
        this.place = place;
        this.before = first.attachment();
        this.open = frontEnd.binds();
        introduced.forEach(problem -> told.add(key(problem)));
        thread.setDaemon(true);
        thread.start();
    }

    private sealed interface Event {}

    private record Served(LocalTime at, Routes routes, long nanoseconds, int changes) implements Event {
        /** This and those before it, as one. */
        Served after(@Nullable Served earlier) {
            return earlier == null ? this : new Served(at, routes, nanoseconds, earlier.changes + changes);
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

    private void health(ServiceBackend backend, Endpoint.Address endpoint, String what) {
        events.add(new Health(LocalTime.now(ZoneId.systemDefault()), endpoint + " of " + backend + " " + what));
    }

    /** @param nanoseconds from the notice on */
    void served(Routes routes, long nanoseconds) {
        events.add(new Served(LocalTime.now(ZoneId.systemDefault()), routes, nanoseconds, 1));
    }

    void refused(List<Problem> errors) {
        events.add(new Refused(LocalTime.now(ZoneId.systemDefault()), errors));
    }

    private void run() {
        try {
            while (true) {
                List<Event> waiting = new ArrayList<>(List.of(events.take()));
                events.drainTo(waiting);
                long begun = System.nanoTime();
                tell(waiting);
                TimeUnit.NANOSECONDS.sleep(REST * (System.nanoTime() - begun));
            }
        } catch (InterruptedException e) {
            // The end.
        }
    }

    private void tell(List<Event> waiting) {
        try {
            Served latest = null;
            for (Event event : waiting) {
                if (event instanceof Served served) {
                    latest = served.after(latest);
                } else if (event instanceof Refused refused) {
                    tell(latest);
                    latest = null;
                    tell(refused);
                } else if (event instanceof Health health) {
                    tell(latest);
                    latest = null;
                    voice.say(time(health.at) + health.line);
                }
            }
            tell(latest);
        } catch (RuntimeException e) {
            voice.complain("what became of a change could not be told: " + e);
        }
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
        Attachment now = served.routes.attachment();
        RouteChanges changes = RouteChanges.between(before, now);
        voice.mention(time(served.at)
                + voice.styles()
                        .green(served.changes == 1 ? "Change served" : served.changes + " changes served, the last")
                + " after " + TimeUnit.NANOSECONDS.toMillis(served.nanoseconds) + " ms: " + changes.count());
        changes.lines(voice.styles()).forEach(voice::mention);
        before = now;
        ports(served.routes);
        List<Problem> all = problems.apply(served.routes);
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
