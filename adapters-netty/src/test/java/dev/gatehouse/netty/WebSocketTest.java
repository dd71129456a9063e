package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK's client of WebSocket and a backend that sends every frame back. */
@Timeout(60)
class WebSocketTest {
    private static final String ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static void shakeAndEcho(RawOrigin.Request request, OutputStream out) throws Exception {
        String key = request.values("sec-websocket-key").get(0);
        byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + ACCEPT).getBytes(StandardCharsets.US_ASCII));
        out.write(("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        InputStream in = request.in();
        for (int opcode = in.read(); opcode >= 0; opcode = in.read()) {
            byte[] payload = payload(in);
            out.write(opcode);
            if (payload.length < 126) {
                out.write(payload.length);
            } else {
                out.write(new byte[] {126, (byte) (payload.length >> 8), (byte) payload.length});
            }
            out.write(payload);
            out.flush();
        }
    }

    /** What a client masked (RFC 6455 section 5.3). */
    private static byte[] payload(InputStream in) throws Exception {
        int length = in.read() & 0x7f;
        if (length == 126) {
            length = in.read() << 8 | in.read();
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return payload;
    }

    @Test
    void messagesGoBothWaysAndTheEndToo() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            private final StringBuilder text = new StringBuilder();

            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                text.append(data);
                if (last) {
                    received.add(text.toString());
                    text.setLength(0);
                }
                socket.request(1);
                return null;
            }

            @Override
            public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                received.add("closed " + status);
                return null;
            }
        };
        try (RawOrigin origin = new RawOrigin(WebSocketTest::shakeAndEcho);
                World world = World.to(origin.port())) {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + world.port() + "/chat"), listener)
                    .get(10, TimeUnit.SECONDS);
            String large = "x".repeat(20_000);
            for (String message : new String[] {"hello", large}) {
                socket.sendText(message, true).get(10, TimeUnit.SECONDS);
                assertEquals(message, received.poll(10, TimeUnit.SECONDS));
            }
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
            assertEquals("closed 1000", received.poll(10, TimeUnit.SECONDS));
        }
    }
}
