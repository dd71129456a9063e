package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
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
                SmallJvm front = new SmallJvm(origin.port());
                RawClient sender = new RawClient(front.port);
                RawClient receiver = new RawClient(front.port)) {
            sender.socket().setSoTimeout(60_000);
            sender.send("POST / HTTP/1.1\r\nHost: h\r\n" + framing + "\r\n\r\n");
            long sent = send(sender.socket().getOutputStream(), chunked);
            assertEquals(Long.toHexString(sent), sender.answer().body());
            receiver.socket().setSoTimeout(60_000);
            receiver.get("/").head();
            assertEquals(sent, receive(receiver.in(), chunked));
            System.out.println("chunked " + chunked + ": " + front.heap());
        }
    }

    /** A front end in a JVM with 64 MiB of heap. */
    private static final class SmallJvm implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;
        final int port;

        SmallJvm(int origin) throws IOException {
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Front.class.getName(),
                            Integer.toString(origin)))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            port = Integer.parseInt(output.readLine());
        }

        String heap() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return output.readLine();
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.onExit()
                    .orTimeout(10, TimeUnit.SECONDS)
                    .exceptionally(late -> process.destroyForcibly())
                    .join();
        }
    }

    /** Serves until its input ends; tells the heap in use for each line. */
    static final class Front {
        private Front() {}

        public static void main(String[] arguments) throws IOException {
            try (JdkFrontEnd front =
                    StubRoutes.to(Integer.parseInt(arguments[0])).start()) {
                System.out.println(front.socketPort(StubRoutes.WEB));
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
