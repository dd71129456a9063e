package dev.gatehouse.netty;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends bytes and looks at bytes. Reads fail after ten seconds. */
final class RawClient implements AutoCloseable {
    /** An answer; {@code complete} tells whether its framing was fulfilled. */
    record Answer(String head, String body, boolean complete) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        /** The value of a header; null where there is none. */
        String header(String name) {
            return head.lines()
                    .skip(1)
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }

        boolean isChunked() {
            return "chunked".equalsIgnoreCase(header("transfer-encoding"));
        }
    }

    private final Socket socket;
    private final InputStream in;

    RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** One answer to one request on a connection of its own. */
    static Answer ask(int port, String request) throws IOException {
        try (RawClient client = new RawClient(port)) {
            return client.send(request).answer(request.startsWith("HEAD"));
        }
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    RawClient get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: shop.example\r\n\r\n");
    }

    InputStream in() {
        return in;
    }

    Socket socket() {
        return socket;
    }

    String head() throws IOException {
        String head = RawOrigin.head(in);
        if (head == null) {
            throw new IOException("the connection was closed without an answer");
        }
        return head;
    }

    Answer answer() throws IOException {
        return answer(false);
    }

    Answer answer(boolean toHead) throws IOException {
        Answer begun = new Answer(head(), "", false);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean complete;
        try {
            complete = toHead
                    || begun.status() == 204
                    || begun.status() == 304
                    || (begun.isChunked() ? chunks(body) : fixed(begun, body));
        } catch (SocketException e) {
            complete = false;
        }
        return new Answer(begun.head(), body.toString(StandardCharsets.ISO_8859_1), complete);
    }

    private boolean fixed(Answer begun, ByteArrayOutputStream body) throws IOException {
        String length = begun.header("content-length");
        if (length == null) {
            in.transferTo(body);
            return true;
        }
        return piece(Integer.parseInt(length), body);
    }

    private boolean piece(int length, ByteArrayOutputStream body) throws IOException {
        byte[] bytes = in.readNBytes(length);
        body.writeBytes(bytes);
        return bytes.length == length;
    }

    private boolean chunks(ByteArrayOutputStream body) throws IOException {
        for (; ; ) {
            String size = line();
            if (size == null) {
                return false;
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                return "".equals(line());
            }
            if (!piece(length, body) || !"".equals(line())) {
                return false;
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Whether the other side has closed, by FIN or RST. */
    boolean isClosedByPeer() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
