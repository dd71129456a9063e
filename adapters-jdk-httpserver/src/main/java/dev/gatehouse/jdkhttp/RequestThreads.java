package dev.gatehouse.jdkhttp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of threads that take tasks, and a bounded number of tasks that wait for one. A task goes to the thread that was busy last, and a new thread is
 * started where none is idle: so a steady load is served by as few threads as it takes, whose stacks and buffers are still in the processor's cache. Those of a
 * {@code ThreadPoolExecutor} with a queue take turns.
 */
final class RequestThreads extends AbstractExecutorService {
    private final String prefix;
    private final int most;
    private final int mostWaiting;
    private final long patience;

    /** The one that became idle last is the first. */
    private final Deque<Worker> idle = new ArrayDeque<>();

    private final Set<Worker> workers = new HashSet<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int started;
    private boolean shutdown;

    /** Whether every task is to be interrupted. */
    private volatile boolean interrupted;

    /**
     * None is started yet.
     *
     * @param patience nanoseconds after which a thread without a task ends
     */
    RequestThreads(String prefix, int most, int mostWaiting, long patience) {
        this.prefix = prefix;
        this.most = most;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
    }

    @Override
    public void execute(Runnable task) {
        Worker worker = give(task);
        if (worker != null) {
            LockSupport.unpark(worker.thread);
        }
    }

    /** The thread to be woken; null where there is none. */
    private synchronized @Nullable Worker give(Runnable task) {
        if (shutdown) {
            throw new RejectedExecutionException("shut down");
        }
        Worker worker = idle.poll();
        if (worker != null) {
            worker.next = task;
        } else if (workers.size() < most) {
            start(task);
        } else if (waiting.size() < mostWaiting) {
            waiting.add(task);
        } else {
            throw new RejectedExecutionException(most + " requests are served and " + mostWaiting + " wait");
        }
        return worker;
    }

    private void start(Runnable task) {
        Worker worker = new Worker(task, prefix + ++started);
        workers.add(worker);
        boolean running = false;
        try {
            worker.thread.start();
            running = true;
        } finally {
            if (!running) {
                workers.remove(worker);
            }
        }
    }

    private final class Worker implements Runnable {
        final Thread thread;

        /** Null where it is idle. */
        volatile @Nullable Runnable next;

        Worker(Runnable first, String name) {
            this.next = first;
            this.thread = Threads.daemon(name, this);
        }

        @Override
        public void run() {
            try {
                for (Runnable task = next; task != null; task = next(this)) {
                    if (interrupted) {
                        thread.interrupt();
                    }
                    task.run();
                }
            } finally {
                left(this);
            }
        }
    }

    /** Its next task, when there is one; null where it is to end. */
    private @Nullable Runnable next(Worker worker) {
        Runnable task = nextOrIdle(worker);
        long until = System.nanoTime() + patience;
        while (task == null) {
            long left = until - System.nanoTime();
            if (ends(worker, left <= 0)) {
                return null;
            }
            LockSupport.parkNanos(this, left);
            boolean ignored = Thread.interrupted();
            task = worker.next;
        }
        return task;
    }

    private synchronized @Nullable Runnable nextOrIdle(Worker worker) {
        // One was meant for what has ended.
        boolean ignored = Thread.interrupted();
        worker.next = waiting.poll();
        if (worker.next == null && !shutdown) {
            idle.push(worker);
        }
        return worker.next;
    }

    /** Whether it is to end, by its own wish or by that of all; it has no task then. */
    private synchronized boolean ends(Worker worker, boolean wants) {
        return worker.next == null && (shutdown || (wants && idle.remove(worker)));
    }

    private synchronized void left(Worker worker) {
        workers.remove(worker);
        if (!shutdown && !waiting.isEmpty()) {
            // It was ended by a task.
            start(waiting.remove());
        }
        notifyAll();
    }

    @Override
    public void shutdown() {
        List<Worker> unemployed;
        synchronized (this) {
            shutdown = true;
            unemployed = List.copyOf(idle);
            idle.clear();
        }
        unemployed.forEach(worker -> LockSupport.unpark(worker.thread));
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        synchronized (this) {
            interrupted = true;
            List<Runnable> never = new ArrayList<>(waiting);
            waiting.clear();
            workers.forEach(worker -> worker.thread.interrupt());
            return never;
        }
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutdown && workers.isEmpty() && waiting.isEmpty();
    }

    @Override
    public synchronized boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long until = System.nanoTime() + unit.toNanos(timeout);
        while (!isTerminated()) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
        return true;
    }
}
