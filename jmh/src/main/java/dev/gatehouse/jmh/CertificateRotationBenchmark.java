package dev.gatehouse.jmh;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.live.CertificateObserver;
import dev.gatehouse.tls.live.LiveCertificates;
import dev.gatehouse.tls.select.CertificateSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * From a Secret that changed, one of many, to a selector that serves it: the reading of the one, and the index of all. Run it with
 *
 * <pre>{@code java -jar jmh/target/benchmarks.jar CertificateRotationBenchmark}</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CertificateRotationBenchmark {
    private static final Bind BIND = new Bind(Bind.INGRESS, 443);

    /** Secrets, each for one name. */
    @Param({"1000", "10000", "100000"})
    public int secrets;

    private final LiveCertificates certificates =
            LiveCertificates.builder().observer(new CertificateObserver() {}).build();
    private List<CertificateUse> uses = List.of();
    private List<Secret> generations = List.of();
    private int next;

    /** Loads all, and two generations of the first. */
    @Setup
    public void load() {
        List<CertificateUse> loaded = new ArrayList<>();
        for (Secret secret : ManySecrets.of(secrets)) {
            loaded.add(new CertificateUse(List.of(new Hostname(secret.metadata().name())), secret));
        }
        Secret first = loaded.get(0).secret();
        Secret second = new Secret(
                first.metadata(), first.type(), loaded.get(1).secret().data());
        generations = List.of(second, first);
        uses = loaded;
        rotate();
    }

    /** One of all has changed. */
    @Benchmark
    public CertificateSelector rotate() {
        uses.set(0, new CertificateUse(uses.get(0).hosts(), generations.get(next++ % 2)));
        certificates.update(List.of(new AttachedListener(BIND, "https", null, true, Style.INGRESS, uses, List.of())));
        return certificates.selector(BIND);
    }
}
