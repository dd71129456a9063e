package dev.gatehouse.jmh;

import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.select.CertificateSelector;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From Secrets in memory to a selector that serves them. It also says how much heap the loaded certificates take beside the Secrets'
 * own text. Run it with
 *
 * <pre>{@code java -jar jmh/target/benchmarks.jar CertificateLoadBenchmark}</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(1)
public class CertificateLoadBenchmark {
    /** Secrets, each for one name. */
    @Param("100000")
    public int secrets;

    private List<Secret> loaded = List.of();
    private @Nullable CertificateSelector selector;

    /** Makes the Secrets. */
    @Setup
    public void make() {
        loaded = ManySecrets.of(secrets);
    }

    /** The hosts are given, as in an Ingress: nothing is read. */
    @Benchmark
    public CertificateSelector named() {
        selector = ManySecrets.load(loaded, true);
        return selector;
    }

    /** The names are found in the certificates: the leaf of each is looked at. */
    @Benchmark
    public CertificateSelector byTheirNames() {
        selector = ManySecrets.load(loaded, false);
        return selector;
    }

    /** Prints the heap. */
    @TearDown
    public void weigh() {
        long with = usedHeap();
        Objects.requireNonNull(selector).recognizes(ManySecrets.name(0));
        selector = null;
        long without = usedHeap();
        System.out.printf("heap: %d bytes for each name, beside its Secret%n", (with - without) / secrets);
        int before = loaded.size();
        loaded = List.of();
        System.out.printf("heap: %d bytes for each Secret%n", (without - usedHeap()) / before);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
