package dev.gatehouse.netty;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Makes the threads of a front end, and remembers them: a group says that it has ended a moment before its last thread has. */
final class EventLoopThreads extends DefaultThreadFactory {
    private final Queue<Thread> made = new ConcurrentLinkedQueue<>();

    EventLoopThreads() {
        super("gatehouse", true);
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = super.newThread(task);
        made.add(thread);
        return thread;
    }

    /** Every thread that was made. */
    List<Thread> all() {
        return List.copyOf(made);
    }
}
