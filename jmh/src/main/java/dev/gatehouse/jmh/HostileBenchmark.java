package dev.gatehouse.jmh;

import dev.gatehouse.netty.NettyRequestHead;
import dev.gatehouse.netty.codec.FieldHeaders;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import dev.gatehouse.routing.match.Matcher;
import dev.gatehouse.routing.request.Normalized;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
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
 * What the costliest request of its size costs, beside one of the same size that the first rule takes: both from a head as the front end on
 * Netty has it. 150 rules cover the hostile one's path, and each asks for what it has not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-Xbatch", "-XX:+UseParallelGC"})
public class HostileBenchmark {
    private static final String HOST = "a.b.c.example.com";
    private static final int LINES = 90;
    private static final int PARAMETERS = 800;

    /** What makes the request large. */
    public enum Shape {
        /** A few header lines, as most requests have. */
        SMALL,
        /** As many header lines as are let in, with names as long as the one that the rules ask for. */
        LINES,
        /** As many lines of the header that the rules ask for. */
        REPEATED,
        /** Eight kilobytes of query parameters. */
        QUERY
    }

    /** The shape. */
    @Param
    public Shape shape = Shape.SMALL;

    private @Nullable ListenerTable table;
    private @Nullable RequestHead hostile;
    private @Nullable RequestHead plain;

    /** Compiles the rules, and checks both answers. */
    @Setup
    public void build() {
        String path = Yardstick.path(new Random(5), 30);
        String easy = Yardstick.path(new Random(6), 30);
        List<RoutingRule> rules = new ArrayList<>();
        for (HostPattern host : List.of(
                new HostPattern(HostPattern.Kind.EXACT, HOST),
                new HostPattern(HostPattern.Kind.WILDCARD, "b.c.example.com"),
                new HostPattern(HostPattern.Kind.WILDCARD, "c.example.com"),
                new HostPattern(HostPattern.Kind.WILDCARD, "example.com"),
                HostPattern.ANY)) {
            for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
                rules.add(Yardstick.rule(rules.size(), host, asking(path.substring(0, end))));
            }
        }
        RoutingRule last = Yardstick.rule(
                rules.size(),
                new HostPattern(HostPattern.Kind.EXACT, HOST),
                RuleMatch.of(0, new PathMatch(PathMatch.Kind.PREFIX, easy)));
        rules.add(last);
        table = Yardstick.table(rules).listeners().get(0);
        hostile = head(path);
        plain = head(easy);
        RouteEntry found = plain();
        if (hostile() != null || found == null || !found.rule().equals(last)) {
            throw new IllegalStateException("wrong answers");
        }
    }

    private RuleMatch asking(String path) {
        List<ValueMatch> one = List.of(new ValueMatch(ValueMatch.Kind.EXACT, "x-name-00", "yes"));
        boolean query = shape == Shape.QUERY;
        return new RuleMatch(
                0, new PathMatch(PathMatch.Kind.PREFIX, path), null, query ? List.of() : one, query ? one : List.of());
    }

    private RequestHead head(String path) {
        List<Field> lines = new ArrayList<>();
        lines.add(new Field("host", HOST));
        int count = shape == Shape.LINES || shape == Shape.REPEATED ? LINES : 8;
        for (int i = 1; i <= count; i++) {
            lines.add(new Field(shape == Shape.REPEATED ? "x-name-00" : String.format("x-name-%02d", i), "no-" + i));
        }
        StringBuilder target = new StringBuilder(path);
        for (int i = 0; shape == Shape.QUERY && i < PARAMETERS; i++) {
            target.append(i == 0 ? '?' : '&').append("x-name=").append(i % 10);
        }
        return new NettyRequestHead(
                new DefaultHttpRequest(
                        HttpVersion.HTTP_1_1, HttpMethod.GET, target.toString(), new FieldHeaders(lines)),
                null);
    }

    /** The hostile one. */
    @Benchmark
    public @Nullable RouteEntry hostile() {
        return match(hostile);
    }

    /** The other one. */
    @Benchmark
    public @Nullable RouteEntry plain() {
        return match(plain);
    }

    private @Nullable RouteEntry match(@Nullable RequestHead head) {
        if (table == null || head == null || !(Normalized.of(head) instanceof Request request)) {
            throw new IllegalStateException("not set up");
        }
        return Matcher.match(table, request);
    }
}
