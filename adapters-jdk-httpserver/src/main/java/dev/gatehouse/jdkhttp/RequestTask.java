package dev.gatehouse.jdkhttp;

/** One turn of the JDK's server on a connection: it reads a head, calls the handler, and is done when the answer is. */
final class RequestTask implements Runnable {
    private static final ThreadLocal<RequestTask> CURRENT = new ThreadLocal<>();

    private final OpenPort port;
    private final Runnable turn;
    private final Wait wait = new Wait();

    RequestTask(OpenPort port, Runnable turn) {
        this.port = port;
        this.turn = turn;
    }

    /** That of the thread which runs a handler. */
    static RequestTask current() {
        return CURRENT.get();
    }

    Wait waiting() {
        return wait;
    }

    OpenPort port() {
        return port;
    }

    @Override
    public void run() {
        CURRENT.set(this);
        port.deadlines().add(wait);
        wait.arm(System.nanoTime() + port.limits().head().toNanos());
        try {
            turn.run();
        } finally {
            wait.disarm();
            port.deadlines().remove(wait);
            CURRENT.remove();
            port.taskEnded();
        }
    }
}
