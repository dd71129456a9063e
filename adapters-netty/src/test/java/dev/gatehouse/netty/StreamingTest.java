package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Large bodies through a front end with a heap of 64 MiB, which is a JVM of its own. 256 MiB each way, and 1 GiB with
 * {@code -Dgatehouse.full=true}.
 */
final class StreamingTest {
    private static final long SIZE = Boolean.getBoolean("gatehouse.full") ? 1L << 30 : 256L << 20;
    private static final byte[] PIECE = piece();

    private static byte[] piece() {
        byte[] piece = new byte[64 * 1024 - 7];
        for (int i = 0; i < piece.length; i++) {
            piece[i] = (byte) (i * 31 + (i >> 8));
        }
        return piece;
    }

    /** What is sent: the same piece again and again, of a length that no buffer has. */
    private static long send(OutputStream out, boolean chunked) throws IOException {
        CRC32C sum = new CRC32C();
        for (long left = SIZE; left > 0; ) {
            int length = (int) Math.min(PIECE.length, left);
            if (chunked) {
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            out.write(PIECE, 0, length);
            if (chunked) {
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            sum.update(PIECE, 0, length);
            left -= length;
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
        return sum.getValue();
    }

    private static long receive(InputStream in, boolean chunked) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] buffer = new byte[64 * 1024];
        long received = 0;
        if (!chunked) {
            for (int count; received < SIZE; received += count) {
                count = in.read(buffer, 0, (int) Math.min(buffer.length, SIZE - received));
                assertTrue(count > 0, "cut after " + received);
                sum.update(buffer, 0, count);
            }
            return sum.getValue();
        }
        for (int length = chunk(in); length > 0; length = chunk(in)) {
            byte[] bytes = in.readNBytes(length);
            sum.update(bytes);
            received += bytes.length;
            assertEquals("\r\n", new String(in.readNBytes(2), StandardCharsets.US_ASCII));
        }
        assertEquals("\r\n", new String(in.readNBytes(2), StandardCharsets.US_ASCII));
        assertEquals(SIZE, received);
        return sum.getValue();
    }

    private static int chunk(InputStream in) throws IOException {
        StringBuilder size = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            assertTrue(c >= 0, "cut");
            if (c != '\r') {
                size.append((char) c);
            }
        }
        return Integer.parseInt(size.toString(), 16);
    }

    @ParameterizedTest(name = "chunked {0}")
    @ValueSource(booleans = {false, true})
    void largeBodiesPassThroughASmallHeap(boolean chunked) throws Exception {
        String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + SIZE;
        try (RawOrigin origin = new RawOrigin((request, out) -> {
                    if (request.line().startsWith("POST")) {
                        String sum = Long.toHexString(
                                receive(new java.io.BufferedInputStream(request.in(), 1 << 16), chunked));
                        out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + sum.length() + "\r\n\r\n" + sum)
                                .getBytes(StandardCharsets.US_ASCII));
                    } else {
                        out.write(("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                        send(out, chunked);
                    }
                });
                SmallJvm front = front(origin.port());
                RawClient client = new RawClient(front.port)) {
            client.socket().setSoTimeout(60_000);
            client.send("POST / HTTP/1.1\r\nHost: h\r\n" + framing + "\r\n\r\n");
            long sent = send(client.socket().getOutputStream(), chunked);
            assertEquals(Long.toHexString(sent), client.answer().body());
            client.get("/").head();
            assertEquals(sent, receive(client.in(), chunked));
            System.out.println("chunked " + chunked + ": " + front.ask());
        }
    }

    /** The client reads nothing for a while, which must keep the endpoint from being read. */
    @Test
    void connectionsPassThroughASmallHeap() throws Exception {
        try (SocketOrigin origin = new SocketOrigin(socket -> {
                    long sum = receive(socket.getInputStream(), false);
                    socket.getOutputStream()
                            .write(Long.toHexString(sum).concat("\n").getBytes(StandardCharsets.US_ASCII));
                    send(socket.getOutputStream(), false);
                });
                SmallJvm front = front(origin.port(), "tcp");
                RawClient client = new RawClient(front.port)) {
            client.socket().setSoTimeout(60_000);
            long sent = send(client.socket().getOutputStream(), false);
            StringBuilder sum = new StringBuilder();
            for (int c = client.in().read(); c != '\n'; c = client.in().read()) {
                sum.append((char) c);
            }
            assertEquals(Long.toHexString(sent), sum.toString());
            for (int i = 0; i < 20; i++) {
                front.ask();
            }
            assertEquals(sent, receive(client.in(), false));
            System.out.println("connection: " + front.ask());
        }
    }

    /** Twice the heap, with curl on the one side. */
    @ParameterizedTest(name = "curl {0}, a backend of HTTP/2: {1}")
    @CsvSource({"--http1.1, true", "--http2-prior-knowledge, false", "--http2-prior-knowledge, true"})
    void andInHttp2(String version, boolean http2, @TempDir Path folder) throws Exception {
        long size = 128L << 20;
        Path file = folder.resolve("large");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(size);
        }
        try (Http2Origin second = new Http2Origin();
                RawOrigin first = new RawOrigin((request, out) -> {
                    if (request.line().startsWith("PUT")) {
                        request.in().skipNBytes(size);
                        String answer = Long.toString(size);
                        out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + answer.length() + "\r\n\r\n" + answer)
                                .getBytes(StandardCharsets.US_ASCII));
                    } else {
                        out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                        for (long left = size; left > 0; left -= 1 << 16) {
                            out.write(new byte[1 << 16]);
                        }
                    }
                });
                SmallJvm front = http2 ? front(second.port(), "h2c") : front(first.port())) {
            String url = "http://127.0.0.1:" + front.port;
            assertEquals(
                    Long.toString(size),
                    Program.run("curl", "-sS", version, "-H", "Expect:", "-T", file.toString(), url + "/count"));
            assertEquals(
                    Long.toString(size),
                    Program.run(
                            "curl",
                            "-sS",
                            version,
                            "-o",
                            "/dev/null",
                            "-w",
                            "%{size_download}",
                            url + "/send/" + size));
            System.out.println(version + " " + http2 + ": " + front.ask());
        }
    }

    private static SmallJvm front(int origin, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(origin)));
        arguments.addAll(List.of(more));
        return new SmallJvm(
                64, List.of("-Dio.netty.leakDetection.level=paranoid"), Front.class, arguments.toArray(String[]::new));
    }

    /** Serves until its input ends; tells the heap in use for each line. */
    static final class Front {
        private Front() {}

        public static void main(String[] arguments) throws IOException {
            int origin = Integer.parseInt(arguments[0]);
            boolean stream = arguments.length > 1 && arguments[1].equals("tcp");
            try (World world =
                    stream ? TcpTest.to(origin) : arguments.length > 1 ? World.toHttp2(origin) : World.to(origin)) {
                System.out.println(stream ? world.front().socketPort(World.bind(5432)) : world.port());
                while (System.in.read() >= 0) {
                    System.gc();
                    Runtime runtime = Runtime.getRuntime();
                    System.out.println("heap in use " + ((runtime.totalMemory() - runtime.freeMemory()) >> 10)
                            + " KiB of " + (runtime.maxMemory() >> 20) + " MiB");
                }
            }
        }
    }
}
