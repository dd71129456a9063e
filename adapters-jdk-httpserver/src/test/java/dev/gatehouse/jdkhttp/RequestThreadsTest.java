package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RequestThreadsTest {
    private ExecutorService threads = new RequestThreads("test-", 2, 1, TimeUnit.MINUTES.toNanos(1));

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
    }

    /** Runs until it is told to end. */
    private static final class Busy implements Runnable {
        final CompletableFuture<Thread> thread = new CompletableFuture<>();
        final CountDownLatch end = new CountDownLatch(1);
        final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

        @Override
        public void run() {
            thread.complete(Thread.currentThread());
            try {
                end.await();
                interrupted.complete(false);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        }
    }

    private Busy busy() {
        Busy busy = new Busy();
        threads.execute(busy);
        return busy;
    }

    @Test
    void aTaskWaitsWhereAllThreadsAreBusyAndIsRefusedWhereTooManyWait() {
        Busy one = busy();
        Busy two = busy();
        one.thread.join();
        two.thread.join();
        Busy waiting = busy();
        assertThrows(RejectedExecutionException.class, this::busy);
        assertFalse(waiting.thread.isDone());
        one.end.countDown();
        assertSame(one.thread.join(), waiting.thread.join());
    }

    @Test
    void aTaskGoesToTheThreadThatWasBusyLast() throws InterruptedException {
        Busy one = busy();
        Busy two = busy();
        Thread first = one.thread.join();
        Thread second = two.thread.join();
        one.end.countDown();
        awaitIdle(first);
        two.end.countDown();
        awaitIdle(second);
        for (int i = 0; i < 10; i++) {
            Busy next = busy();
            assertSame(second, next.thread.join());
            next.end.countDown();
            awaitIdle(second);
        }
    }

    /** A thread of the pool that waits with a deadline is idle. */
    private static void awaitIdle(Thread thread) throws InterruptedException {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void aThreadEndsThatHasNothingToDoForLong() throws InterruptedException {
        threads.shutdownNow();
        threads = new RequestThreads("test-", 2, 1, 1);
        Busy one = busy();
        Thread first = one.thread.join();
        one.end.countDown();
        first.join();
        Busy next = busy();
        assertFalse(next.thread.join() == first);
    }

    @Test
    void aTaskThatFailsTakesNoOtherWithIt() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
        try {
            Busy one = busy();
            one.thread.join();
            threads.execute(() -> {
                throw new IllegalStateException("on purpose");
            });
            threads.execute(() -> {
                throw new IllegalStateException("on purpose");
            });
            CompletableFuture<String> ran = new CompletableFuture<>();
            while (!ran.isDone()) {
                try {
                    threads.execute(() -> ran.complete("ran"));
                } catch (RejectedExecutionException e) {
                    Thread.onSpinWait();
                }
            }
            assertEquals("ran", ran.join());
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void anInterruptOfOneTaskIsNoneOfTheNext() {
        Busy one = busy();
        one.thread.join().interrupt();
        assertTrue(one.interrupted.join());
        Busy other = busy();
        other.thread.join();
        Busy next = busy();
        next.thread.join();
        other.end.countDown();
        next.end.countDown();
        assertFalse(next.interrupted.join());
    }

    @Test
    void whatRunsAtTheStopIsInterruptedAndWhatWaitsIsNotRun() throws InterruptedException {
        Busy one = busy();
        Busy two = busy();
        one.thread.join();
        two.thread.join();
        Busy waiting = busy();
        assertEquals(List.of(waiting), threads.shutdownNow());
        assertTrue(one.interrupted.join());
        assertTrue(two.interrupted.join());
        assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
        assertFalse(waiting.thread.isDone());
        assertThrows(RejectedExecutionException.class, this::busy);
    }

    @Test
    void everyOneOfManyTasksRunsOnce() throws InterruptedException {
        threads.shutdownNow();
        threads = new RequestThreads("test-", 8, 100_000, 1_000);
        AtomicInteger ran = new AtomicInteger();
        int tasks = 100_000;
        CountDownLatch all = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            threads.execute(() -> {
                ran.incrementAndGet();
                all.countDown();
            });
        }
        all.await();
        assertEquals(tasks, ran.get());
    }
}
