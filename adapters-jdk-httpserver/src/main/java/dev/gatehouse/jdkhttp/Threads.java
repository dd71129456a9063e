package dev.gatehouse.jdkhttp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a front end: virtual ones from JDK 24 on, where waiting inside {@code synchronized} no longer holds a carrier (JEP 491).
 * The JDK's server reads and writes inside {@code synchronized}: on JDK 21 to 23 as many slow clients as there are processors would stop
 * everything.
 */
final class Threads {
    private static final int FIRST_VERSION_THAT_FITS = 24;
    private static final int IDLE_SECONDS = 30;
    private static final int QUEUE = 1024;

    private static final @Nullable ThreadFactory VIRTUAL =
            Runtime.version().feature() >= FIRST_VERSION_THAT_FITS ? virtual() : null;

    private Threads() {}

    /** For requests: at most {@code threads} where each is one of the system's, and as many again and more waiting for one. */
    static ExecutorService forRequests(int threads) {
        return VIRTUAL != null
                ? perTask(VIRTUAL)
                : new RequestThreads("gatehouse-request-", threads, QUEUE, TimeUnit.SECONDS.toNanos(IDLE_SECONDS));
    }

    /** For the client's side of {@code java.net.http}: as many as it has to do at once, which is bounded by the requests. */
    static ExecutorService forUpstream() {
        if (VIRTUAL != null) {
            return perTask(VIRTUAL);
        }
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> daemon("gatehouse-upstream-" + count.incrementAndGet(), task));
    }

    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static ExecutorService perTask(ThreadFactory factory) {
        try {
            return (ExecutorService) MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class, ThreadFactory.class))
                    .invoke(factory);
        } catch (Throwable e) {
            throw new LinkageError("no virtual threads in a JVM that has them", e);
        }
    }

    /** {@code Thread.ofVirtual().name("gatehouse-", 0).factory()}. */
    private static ThreadFactory virtual() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object named = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class, long.class))
                    .invoke(
                            lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder))
                                    .invoke(),
                            "gatehouse-",
                            0L);
            return (ThreadFactory) lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class))
                    .invoke(named);
        } catch (Throwable e) {
            throw new LinkageError("no virtual threads in a JVM that has them", e);
        }
    }
}
