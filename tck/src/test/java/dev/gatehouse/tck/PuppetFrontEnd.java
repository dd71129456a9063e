package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.routing.status.Statuses;
import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.ArrivedTls;
import dev.gatehouse.tck.exchange.Call;
import dev.gatehouse.tck.exchange.DatagramCall;
import dev.gatehouse.tck.exchange.DatagramOutcome;
import dev.gatehouse.tck.exchange.GrpcCall;
import dev.gatehouse.tck.exchange.GrpcOutcome;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.HttpOutcome;
import dev.gatehouse.tck.exchange.Received;
import dev.gatehouse.tck.exchange.StreamCall;
import dev.gatehouse.tck.exchange.StreamOutcome;
import dev.gatehouse.tck.exchange.WebSocketCall;
import dev.gatehouse.tck.exchange.WebSocketOutcome;
import dev.gatehouse.tck.tls.Pem;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A front end that does what a test tells it to; untold, everything is as a case of {@link StepKindsTest} wants it. */
final class PuppetFrontEnd implements FrontEndUnderTest {
    final AtomicInteger calls = new AtomicInteger();
    Resources resources = Resources.EMPTY;
    Function<HttpCall, HttpOutcome> http = call -> answer(call, 200, "bears-1-0");
    Function<GrpcCall, GrpcOutcome> grpc = call -> new GrpcOutcome.Ended(
            "OK", "", received("bears-1-0", "POST", String.valueOf(call.authority()), call.path(), call.metadata()));
    Function<WebSocketCall, WebSocketOutcome> webSocket = call -> {
        reach("bears", Arrival.of("GET", "", call.path(), List.of(), 0));
        return new WebSocketOutcome.Opened(call.frames());
    };
    Function<StreamCall, StreamOutcome> stream = call -> connected(call, List.of("hello\n", line("bears-1-0", "true")));
    Function<DatagramCall, DatagramOutcome> datagram =
            call -> new DatagramOutcome.Replied(line("bears-1-0", "true"), call.query() != null);
    List<Map<String, ?>> made = List.of();
    Statuses statuses;
    Duration settling = Duration.ZERO;
    private Backends backends;

    @Override
    public void serve(Resources served, Backends behind) {
        resources = served;
        backends = behind;
    }

    /** What answers to a request of a pod, with headers, body, cookie and all. */
    HttpOutcome answer(HttpCall call, int status, String pod) {
        return answer(
                call, status, pod, "hello world", "X-A", "b", "sweet=1; Path=/; Secure; Max-Age=60; SameSite=Lax");
    }

    HttpOutcome answer(HttpCall call, int status, String pod, String body, String name, String value, String cookie) {
        return new HttpOutcome.Answered(
                status,
                call.http2() ? "HTTP/2.0" : "HTTP/1.1",
                List.of(
                        new HeaderLine(name, value),
                        new HeaderLine("Set-Cookie", cookie),
                        new HeaderLine("Location", "https://new.example:8443/there")),
                body,
                pod == null ? null : received(pod, call.method(), call.hostAt("here"), call.path(), call.headers()),
                Duration.ofMillis(20),
                true);
    }

    static Received received(String pod, String method, String host, String path, List<HeaderLine> headers) {
        ArrivedTls tls = new ArrivedTls("TLSv1.3", "inner.example", "h2", "TLS_X", List.of());
        return new Received("toys", pod, new Arrival(method, host, path, headers, "HTTP/1.1", tls, 0));
    }

    static String line(String pod, String tls) {
        return "{\"namespace\": \"toys\", \"pod\": \"" + pod + "\", \"isTLS\": " + tls
                + ", \"tls\": {\"serverName\": \"inner.example\"}}\n";
    }

    StreamOutcome connected(StreamCall call, List<String> lines) {
        return new StreamOutcome.Connected(
                call.tls() == null ? null : certificate("pair"), call.tls() == null ? "" : "h2", true, lines, null);
    }

    X509Certificate certificate(String secret) {
        try {
            Secret found = resources.find(Secret.class, "toys", secret);
            return Pem.certificates(new String(found.value("tls.crt"), StandardCharsets.US_ASCII))
                    .get(0);
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets the first pod of a Service receive a request. */
    void reach(String service, Arrival arrival) {
        for (EndpointSlice slice : resources.all(EndpointSlice.class)) {
            if (service.equals(slice.serviceName())) {
                backends.receive(slice.endpoints().get(0).addresses().get(0), 80, arrival);
            }
        }
    }

    @Override
    public String unable(Call call) {
        return "";
    }

    @Override
    public HttpOutcome send(HttpCall call) {
        calls.incrementAndGet();
        return http.apply(call);
    }

    @Override
    public GrpcOutcome send(GrpcCall call) {
        calls.incrementAndGet();
        return grpc.apply(call);
    }

    @Override
    public WebSocketOutcome send(WebSocketCall call) {
        calls.incrementAndGet();
        return webSocket.apply(call);
    }

    @Override
    public StreamOutcome send(StreamCall call) {
        calls.incrementAndGet();
        return stream.apply(call);
    }

    @Override
    public DatagramOutcome send(DatagramCall call) {
        calls.incrementAndGet();
        return datagram.apply(call);
    }

    @Override
    public List<Map<String, ?>> made(String namespace) {
        return made;
    }

    @Override
    public Duration settling() {
        return settling;
    }

    @Override
    public Statuses statuses() {
        return statuses;
    }
}
