package dev.gatehouse.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The processor time of the measuring thread beside the wall clock's: what other programs take of a shared machine is in the one and not in
 * the other. What {@link Report} tells is of this.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Cpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** In an iteration. */
    public long cpuNanoseconds;

    /** In an iteration. */
    public long operations;

    private long start;

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void begin() {
        operations = 0;
        cpuNanoseconds = 0;
        start = THREADS.getCurrentThreadCpuTime();
    }

    /** Ends an iteration. */
    @TearDown(Level.Iteration)
    public void end() {
        cpuNanoseconds = THREADS.getCurrentThreadCpuTime() - start;
    }
}
