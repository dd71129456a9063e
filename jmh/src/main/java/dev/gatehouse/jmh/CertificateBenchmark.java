package dev.gatehouse.jmh;

import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.select.CertificateSelector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Choosing a certificate by name beside its floor, one look-up of the same name in a hash map. The name is a fresh string each time, as it
 * comes off the wire, in both. Run it with
 *
 * <pre>{@code java -jar jmh/target/benchmarks.jar CertificateBenchmark -prof gc}</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CertificateBenchmark {
    private static final List<String> KEY_TYPES = List.of("EC", "RSA");

    /** How many of the certificates are asked for: all have been read by then, as those of busy sites are. */
    private static final int BUSY = 1000;

    /** Certificates, each for one name. */
    @Param({"10", "1000", "100000"})
    public int names;

    private @Nullable CertificateSelector selector;
    private final Map<String, ServerCertificate> floor = new HashMap<>();
    private char[][] asked = {};
    private int next;

    /** Loads all, and checks the answers. */
    @Setup
    public void load() {
        List<Secret> secrets = ManySecrets.of(names);
        CertificateSelector loaded = ManySecrets.load(secrets, false);
        List<char[]> busy = new ArrayList<>();
        Random random = new Random(42);
        for (int i = 0; i < BUSY; i++) {
            String name = ManySecrets.name(random.nextInt(names));
            ServerCertificate chosen = Objects.requireNonNull(loaded.select(name, KEY_TYPES));
            if (!chosen.names().equals(List.of(name))) {
                throw new IllegalStateException(name + " got " + chosen);
            }
            floor.put(name, chosen);
            busy.add(name.toCharArray());
        }
        for (int i = 0; i < names; i++) {
            floor.putIfAbsent(ManySecrets.name(i), floor.get(new String(busy.get(0))));
        }
        asked = busy.toArray(char[][]::new);
        selector = loaded;
    }

    private String name() {
        next = next + 1 < asked.length ? next + 1 : 0;
        return new String(asked[next]);
    }

    /** As a handshake does it. */
    @Benchmark
    public @Nullable ServerCertificate select(Cpu cpu) {
        cpu.operations++;
        return Objects.requireNonNull(selector).select(name(), KEY_TYPES);
    }

    /** The floor. */
    @Benchmark
    public @Nullable ServerCertificate hashMap(Cpu cpu) {
        cpu.operations++;
        return floor.get(name());
    }
}
