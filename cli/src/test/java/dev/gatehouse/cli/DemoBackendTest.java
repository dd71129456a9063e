package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.cli.DemoEndpoints.ServicePort;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoBackendTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private DemoBackend backend;

    @BeforeEach
    void start() throws Exception {
        backend = DemoBackend.start(new ServicePort("shop", "api", "http", 80));
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void tellsWhatItSaw() throws Exception {
        HttpResponse<String> response =
                send(request("/a%2fb?q=%22x").header("x-request-id", "1").header("X-REQUEST-ID", "2"));
        assertEquals(200, response.statusCode());
        assertEquals(
                "application/json",
                response.headers().firstValue("content-type").orElseThrow());
        assertEquals(
                "nosniff",
                response.headers().firstValue("x-content-type-options").orElseThrow());
        String echo = response.body().replaceAll("\\s+", "");
        for (String member : List.of(
                "\"path\":\"/a%2fb?q=%22x\"",
                "\"host\":\"127.0.0.1:" + backend.port() + "\"",
                "\"method\":\"GET\"",
                "\"proto\":\"HTTP/1.1\"",
                "\"X-Request-Id\":[\"1\",\"2\"]",
                "\"httpPort\":\"" + backend.port() + "\"",
                "\"namespace\":\"shop\"",
                "\"ingress\":\"\"",
                "\"service\":\"api\"",
                "\"pod\":\"api-demo-80\"")) {
            assertTrue(echo.contains(member), member + " in " + echo);
        }
        assertEquals(-1, echo.indexOf("\"Host\""), echo);
    }

    @Test
    void setsHeadersThatAreAskedFor() throws Exception {
        HttpResponse<String> response =
                send(request("/").header("X-Echo-Set-Header", "X-One:1,Content-Type:text/html, x-two: a,x-one:2"));
        assertEquals(List.of("1,2"), response.headers().allValues("x-one"));
        assertEquals(List.of("a"), response.headers().allValues("x-two"));
        assertEquals(List.of("application/json"), response.headers().allValues("content-type"));
    }

    @Test
    void readsABodyOfAnyLength() throws Exception {
        long length = 64L << 20;
        HttpRequest.BodyPublisher endless = HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(length));
        assertEquals(200, send(request("/").POST(endless)).statusCode());
    }

    @Test
    void answersAHeadRequestWithoutABody() throws Exception {
        HttpResponse<String> response = send(request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertEquals(200, response.statusCode());
        assertEquals("", response.body());
    }

    @Test
    void refusesADelayThatItCannotRead() throws Exception {
        assertEquals(500, send(request("/?delay=soon")).statusCode());
        assertEquals(200, send(request("/?delay=1ms")).statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null,          0",
                "a=b,           0",
                "delay=0,       0",
                "delay=500ms,   500000000",
                "a&delay=1s&b,  1000000000",
                "delay=1.5s,    1500000000",
                "delay=1m30s,   90000000000",
                "delay=.5us,    500",
                "delay=7ns,     7",
                "delay=2h,      7200000000000",
                "delay=,        null",
                "delay=1,       null",
                "delay=s,       null",
                "delay=1s2,     null",
                "delay=-1s,     null",
                "delay=99999999999999999999h, null",
            })
    void delayOfAQuery(String query, Long nanoseconds) {
        assertEquals(nanoseconds == null ? null : Duration.ofNanos(nanoseconds), DemoBackend.delay(query));
    }

    @ParameterizedTest
    @CsvSource({"host,Host", "X-REQUEST-ID,X-Request-Id", "te,Te", "x--y,X--Y"})
    void canonicalNames(String name, String canonical) {
        assertEquals(canonical, DemoBackend.canonical(name));
    }

    @Test
    void nothingIsSetWhereNothingIsAsked() {
        assertEquals(Map.of(), DemoBackend.asked(null));
        assertEquals(Map.of(), DemoBackend.asked(List.of("", "novalue", ":x")));
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + backend.port() + target));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As many zeros as asked for, of which none is kept. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            left -= count;
            return count;
        }
    }
}
