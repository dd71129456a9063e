package dev.gatehouse.netty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend that takes connections of which it knows what comes. */
final class SocketOrigin implements AutoCloseable {
    /** What it does with one, in a thread of its own; the connection is closed behind it. */
    interface Conversation {
        void hold(Socket socket) throws Exception;
    }

    private final ServerSocket server;
    private final Conversation conversation;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    SocketOrigin(Conversation conversation) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conversation);
    }

    /** Takes over a server's socket, such as one of TLS. */
    SocketOrigin(ServerSocket server, Conversation conversation) {
        this.server = server;
        this.conversation = conversation;
        start(this::accept);
    }

    /** Sends back what comes, with a name in front of all, and ends when the client does. */
    static SocketOrigin echo(String name) throws IOException {
        return new SocketOrigin(socket -> {
            socket.getOutputStream().write((name + ":").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(socket.getOutputStream());
        });
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "origin");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                start(() -> hold(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void hold(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            conversation.hold(socket);
        } catch (Exception e) {
            // A connection that a test cut.
        }
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
