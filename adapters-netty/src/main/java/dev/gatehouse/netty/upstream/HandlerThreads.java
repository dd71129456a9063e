package dev.gatehouse.netty.upstream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which code in this process answers: virtual ones from JDK 24 on, where waiting inside {@code synchronized} no longer
 * holds a carrier (JEP 491). None is there before the first call.
 */
final class HandlerThreads implements AutoCloseable {
    private static final int FIRST_VERSION_THAT_FITS = 24;
    private static final int IDLE_SECONDS = 30;
    private static final int END_SECONDS = 5;

    private final int most;
    private final ExecutorService executor;
    private final AtomicInteger running = new AtomicInteger();

    /** @param most calls at once */
    HandlerThreads(int most) {
        this.most = most;
        this.executor = Runtime.version().feature() >= FIRST_VERSION_THAT_FITS ? virtual() : pool();
    }

    /** Runs it; false where too many run already. */
    boolean run(Runnable call) {
        if (running.incrementAndGet() > most) {
            running.decrementAndGet();
            return false;
        }
        try {
            executor.execute(() -> {
                try {
                    call.run();
                } finally {
                    running.decrementAndGet();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            running.decrementAndGet();
            return false;
        }
    }

    /** Interrupts what still runs, and waits for it, but not for ever. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExecutorService pool() {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "gatehouse-handler-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** {@code Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("gatehouse-handler-", 1).factory())}. */
    private static ExecutorService virtual() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object named = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class, long.class))
                    .invoke(
                            lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder))
                                    .invoke(),
                            "gatehouse-handler-",
                            1L);
            Object factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class))
                    .invoke(named);
            return (ExecutorService) lookup.findStatic(
                            Executors.class,
                            "newThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class, ThreadFactory.class))
                    .invoke((ThreadFactory) factory);
        } catch (Throwable e) {
            throw new LinkageError("no virtual threads in a JVM that has them", e);
        }
    }
}
