package dev.gatehouse.routing.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.ExternalAuth;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.plan.Decision.Authorize;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Decision.Respond;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Source;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of Envoy's external authorization. The bytes are written by hand, tag by tag. */
class AuthCheckTest {
    private static final Origin ORIGIN =
            new Origin(new ObjectRef("", "HTTPRoute", "default", "r"), null, 0, null, Source.NONE);
    private static final BackendShare SHARE = BackendShare.of(1, new ServiceBackend("default", "a", 80, null));
    private static final Endpoint ENDPOINT = new Endpoint.Address("10.0.0.1", 8080);
    private static final UpstreamHeaders.Client CLIENT =
            new UpstreamHeaders.Client("192.0.2.7", "https", 443, "a.example");

    private static Authorize question(boolean grpc) {
        return new Authorize(
                ORIGIN,
                new ExternalAuth(
                        new ServiceBackend("default", "auth", 80, null),
                        ExternalAuth.Protocol.GRPC,
                        List.of("x-key"),
                        "",
                        List.of(),
                        0),
                ENDPOINT,
                "/p?q",
                "a.example",
                Forward.of(
                        ORIGIN,
                        new ForwardTo(List.of(SHARE), null, null),
                        SHARE,
                        ENDPOINT,
                        grpc ? UpstreamProtocol.GRPC : UpstreamProtocol.HTTP_1_1,
                        "/p?q",
                        "a.example",
                        List.of()),
                grpc);
    }

    /** A field of text or of an inner message, which must be shorter than 128 bytes. */
    private static String field(int number, String hex) {
        return String.format("%02x%02x%s", number << 3 | 2, hex.length() / 2, hex);
    }

    private static String text(int number, String text) {
        return field(number, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String header(int number, String name, String value, boolean append) {
        return field(number, field(1, text(1, name) + text(2, value)) + (append ? field(2, "0801") : ""));
    }

    private static Decision answer(String hex, boolean grpc) {
        return question(grpc).checked(HexFormat.of().parseHex(hex));
    }

    @Test
    void theRequestIsToldAsEnvoyTellsIt() {
        byte[] message = question(false)
                .check(
                        "PUT",
                        "HTTP/1.1",
                        List.of(
                                new Field("X-Key", "1"),
                                new Field("x-key", "2"),
                                new Field("Cookie", "c"),
                                new Field("Content-Length", "300")),
                        CLIENT,
                        "hi".getBytes(StandardCharsets.UTF_8));
        String http = text(2, "PUT")
                + field(3, text(1, "x-key") + text(2, "1,2"))
                + text(4, "/p?q")
                + text(5, "a.example")
                + text(6, "https")
                + "48ac02"
                + text(10, "HTTP/1.1")
                + text(12, "hi");
        String source = field(1, field(1, field(1, text(2, "192.0.2.7"))));
        assertEquals(field(1, source + field(4, field(2, http))), HexFormat.of().formatHex(message));
    }

    @Test
    void whatIsAllowedGoesOnWithTheEdits() {
        String ok = header(2, "x-user", "alice", false)
                + header(2, "x-more", "m", true)
                + header(2, "connection", "close", false)
                + header(2, "x-bad", "a\r\nb", false)
                + text(5, "x-key")
                + header(6, "x-seen", "s", false);
        Forward forward = assertInstanceOf(Forward.class, answer(field(1, "0800") + field(3, ok), false));
        assertEquals(
                List.of(
                        new HeaderEdits(List.of(), List.of(), List.of("x-key")),
                        new HeaderEdits(List.of(new Field("x-user", "alice")), List.of(), List.of()),
                        new HeaderEdits(List.of(), List.of(new Field("x-more", "m")), List.of())),
                forward.requestEdits());
        assertEquals(
                List.of(new HeaderEdits(List.of(), List.of(new Field("x-seen", "s")), List.of())),
                forward.responseEdits());
        assertInstanceOf(Forward.class, answer("0a00", false), "a status of OK is enough, and empty");
    }

    @Test
    void whatIsRefusedGetsTheAnswerOfTheService() {
        String denied = field(1, "089103") + header(2, "WWW-Authenticate", "Key", false) + text(3, "no key");
        Respond respond = assertInstanceOf(Respond.class, answer(field(1, "0807") + field(2, denied), false));
        assertEquals("401 no key", respond.status() + " " + respond.body());
        assertEquals(List.of(new Field("WWW-Authenticate", "Key")), respond.fields());
        Respond call = assertInstanceOf(Respond.class, answer(field(1, "0807") + field(2, denied), true));
        assertEquals("200 16", call.status() + " " + call.fields().get(1).value());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0a020807, 403",
        "12020a00, 403",
        "0a0208001200, 403",
        "'', 403",
    })
    void whatDoesNotAllowRefuses(String hex, int status) {
        assertEquals(status, assertInstanceOf(Respond.class, answer(hex, false)).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a",
                "0a05",
                "0a0208",
                "08",
                "0b",
                "0a02ffff",
                "00",
                "0affffffffffffffffff01",
                "0a0208ffffffffffffffffffff"
            })
    void whatIsNoMessageAllowsNothing(String hex) {
        assertEquals(403, assertInstanceOf(Respond.class, answer(hex, false)).status());
    }

    @Test
    void noBytesMakeItFail() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            question(false).checked(bytes);
        }
    }
}
