package dev.gatehouse.jmh;

import dev.gatehouse.tls.hello.ClientHello;
import dev.gatehouse.tls.hello.HelloReader;
import dev.gatehouse.tls.hello.Reading;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to read a ClientHello before a handshake does: that of a client of this JVM, all of it at once. Run it with
 *
 * <pre>{@code java -jar jmh/target/benchmarks.jar HelloBenchmark -prof gc}</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HelloBenchmark {
    private ByteBuffer hello = ByteBuffer.allocate(0);

    /** Has a client write one, and checks that it is read. */
    @Setup
    public void write() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        SSLEngine client = context.createSSLEngine("shop.example", 443);
        client.setUseClientMode(true);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        client.setSSLParameters(parameters);
        ByteBuffer written = ByteBuffer.allocate(1 << 15);
        client.wrap(ByteBuffer.allocate(0), written);
        hello = written.flip();
        if (!(new HelloReader().read(hello) instanceof ClientHello read) || !"shop.example".equals(read.serverName())) {
            throw new IllegalStateException("not read: " + hello);
        }
    }

    /** As for a connection. */
    @Benchmark
    public Reading read(Cpu cpu) {
        cpu.operations++;
        return new HelloReader().read(hello);
    }
}
