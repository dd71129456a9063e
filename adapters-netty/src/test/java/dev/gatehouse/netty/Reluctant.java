package dev.gatehouse.netty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One side of many connections, in one thread: it sends whatever is taken from it, or reads nothing of what it is sent. */
final class Reluctant implements AutoCloseable {
    private static final int SMALL = 16 * 1024;

    private final Selector selector;
    private final Thread thread;
    private final boolean floods;
    private final boolean waitsForHead;
    private final String first;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger begun = new AtomicInteger();
    private int port;
    private volatile boolean closed;

    /**
     * @param floods whether it sends without end
     * @param waitsForHead whether it sends nothing before the head of a request has come
     * @param first what it sends first
     */
    private Reluctant(boolean floods, boolean waitsForHead, String first) throws IOException {
        this.selector = Selector.open();
        this.floods = floods;
        this.waitsForHead = waitsForHead;
        this.first = first;
        this.thread = new Thread(this::run, "reluctant");
        thread.setDaemon(true);
    }

    /** A backend that takes connections and reads nothing. */
    static Reluctant silentOrigin() throws IOException {
        return new Reluctant(false, true, "").listen();
    }

    /** A backend that sends without end: with {@code first} before, when a request has come, and at once where it is empty. */
    static Reluctant floodingOrigin(String first) throws IOException {
        return new Reluctant(true, !first.isEmpty(), first).listen();
    }

    /** Clients that send this, and read nothing. */
    static Reluctant silentClients(int port, int count, String first) throws IOException {
        return new Reluctant(false, false, first).connect(port, count);
    }

    /** Clients that send this, and more without end. */
    static Reluctant floodingClients(int port, int count, String first) throws IOException {
        return new Reluctant(true, false, first).connect(port, count);
    }

    private static final class State {
        private boolean open;
        private int matched;
        private ByteBuffer pending = ByteBuffer.allocate(0);
    }

    private Reluctant listen() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread.start();
        return this;
    }

    private Reluctant connect(int to, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel socket = SocketChannel.open();
            socket.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
            begin(socket);
        }
        thread.start();
        return this;
    }

    private void begin(SocketChannel socket) throws IOException {
        begun.incrementAndGet();
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.SO_SNDBUF, SMALL);
        State state = new State();
        state.open = !waitsForHead;
        state.pending = ByteBuffer.wrap(first.getBytes(StandardCharsets.US_ASCII));
        boolean writes = state.open && (floods || state.pending.hasRemaining());
        int wish = writes ? SelectionKey.OP_WRITE : floods ? SelectionKey.OP_READ : 0;
        socket.register(selector, wish, state);
    }

    private void run() {
        ByteBuffer zeros = ByteBuffer.allocateDirect(SMALL);
        try {
            while (!closed) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.channel() instanceof ServerSocketChannel server) {
                        for (SocketChannel one = server.accept(); one != null; one = server.accept()) {
                            begin(one);
                        }
                    } else {
                        step(key, (SocketChannel) key.channel(), (State) key.attachment(), zeros);
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void step(SelectionKey key, SocketChannel socket, State state, ByteBuffer zeros) {
        try {
            if (!state.open) {
                readHead(key, socket, state);
            } else if (state.pending.hasRemaining()) {
                socket.write(state.pending);
                if (!state.pending.hasRemaining() && !floods) {
                    key.interestOps(0);
                }
            } else {
                zeros.clear();
                int count = socket.write(zeros);
                sent.addAndGet(count);
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private static void readHead(SelectionKey key, SocketChannel socket, State state) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        while (state.matched < 4 && socket.read(one) == 1) {
            byte c = one.get(0);
            state.matched = c == "\r\n\r\n".charAt(state.matched) ? state.matched + 1 : c == '\r' ? 1 : 0;
            one.clear();
        }
        if (state.matched == 4) {
            state.open = true;
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    /** Ends its side of each connection. */
    void end() throws IOException {
        for (SelectionKey key : selector.keys()) {
            if (key.channel() instanceof SocketChannel socket) {
                key.interestOps(0);
                socket.shutdownOutput();
            }
        }
    }

    int port() {
        return port;
    }

    /** Bytes that were taken up to now, beside what is sent first. */
    long sent() {
        return sent.get();
    }

    int connections() {
        return begun.get();
    }

    @Override
    public void close() throws IOException {
        leave();
    }

    /** Closes all its connections, before its time. */
    void leave() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
