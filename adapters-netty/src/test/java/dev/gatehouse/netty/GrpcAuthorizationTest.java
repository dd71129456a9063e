package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.ServerCalls.UnaryMethod;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that speaks Envoy's {@code Authorization/Check} judges first (GEP-1494). */
@Timeout(60)
class GrpcAuthorizationTest {
    private static final String SERVICE = "envoy.service.auth.v3.Authorization";

    /** {@code ok_response} with the header {@code x-user: me}. */
    private static final byte[] ALLOWED =
            HexFormat.of().parseHex("0a00" + "1a10" + "120e" + "0a0c" + "0a06" + hex("x-user") + "1202" + hex("me"));

    /** {@code denied_response} with status 401 and the body {@code no}. */
    private static final byte[] DENIED =
            HexFormat.of().parseHex("0a020807" + "1209" + "0a03089103" + "1a02" + hex("no"));

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Calls.Origin judge(UnaryMethod<byte[], byte[]> check) throws Exception {
        return new Calls.Origin(ServerServiceDefinition.builder(SERVICE)
                .addMethod(Calls.ofBytes(SERVICE + "/Check"), ServerCalls.asyncUnaryCall(check))
                .build());
    }

    private static World world(RawOrigin origin, int judge) throws Exception {
        return new World()
                .service("shop", origin.port())
                .service("judge", judge)
                .rule("""
                        backendRefs: [{name: shop, port: 80}]
                        filters:
                        - type: ExternalAuth
                          externalAuth:
                            protocol: GRPC
                            grpc: {}
                            forwardBody: {maxSize: 16}
                            backendRef: {name: judge, port: 80}
                        """)
                .start();
    }

    private static RawOrigin origin() throws Exception {
        return new RawOrigin((request, out) -> {
            request.body(5);
            out.write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
        });
    }

    private static final String POST =
            "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nAuthorization: %s\r\n\r\nhello";

    @Test
    void whatItAllowsGoesOnAndWhatItRefusesDoesNot() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        try (RawOrigin origin = origin();
                Calls.Origin judge = judge((request, answer) -> {
                    String text = new String(request, StandardCharsets.ISO_8859_1);
                    seen.set(text);
                    answer.onNext(text.contains("good") ? ALLOWED : DENIED);
                    answer.onCompleted();
                });
                World world = world(origin, judge.port());
                RawClient client = world.client()) {
            client.send(POST.formatted("good"));
            assertEquals("ok", client.answer().body());
            assertEquals("[me]", origin.next().values("x-user").toString());
            assertTrue(seen.get().contains("POST") && seen.get().contains("/a"), seen.get());
            assertTrue(seen.get().contains("HTTP/1.1") && seen.get().contains("hello"), seen.get());
            client.send(POST.formatted("bad"));
            RawClient.Answer refused = client.answer();
            assertEquals(401, refused.status());
            assertEquals("no", refused.body());
            assertFalse(origin.wasAsked());
        }
    }

    @Test
    void whatCannotBeAskedOrUnderstoodAllowsNothing() throws Exception {
        try (RawOrigin origin = origin();
                Calls.Origin failing = judge((request, answer) -> answer.onError(Status.INTERNAL.asException()));
                Calls.Origin babbling = judge((request, answer) -> {
                    answer.onNext(new byte[] {(byte) 0xff});
                    answer.onCompleted();
                });
                Calls.Origin huge = judge((request, answer) -> {
                    answer.onNext(new byte[100_000]);
                    answer.onCompleted();
                });
                RawOrigin closing =
                        new RawOrigin((request, out) -> request.socket().close())) {
            for (int judge : new int[] {failing.port(), babbling.port(), huge.port(), closing.port()}) {
                try (World world = world(origin, judge)) {
                    assertEquals(403, world.ask(POST.formatted("good")).status());
                }
            }
            assertFalse(origin.wasAsked());
        }
    }
}
