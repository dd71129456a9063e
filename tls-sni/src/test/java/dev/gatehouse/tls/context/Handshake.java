package dev.gatehouse.tls.context;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** A handshake between two engines of this JVM, without a network. */
final class Handshake {
    private static final int STEPS = 200;

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toClient = ByteBuffer.allocate(1 << 17);
    private final ByteBuffer toServer = ByteBuffer.allocate(1 << 17);
    private final ByteBuffer application = ByteBuffer.allocate(1 << 17);
    private SSLException serverFailure;

    private Handshake(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    /** Ends when neither side has more to say; fails with what the client is told. */
    static void between(SSLEngine client, SSLEngine server) throws SSLException {
        new Handshake(client, server).run();
    }

    private void run() throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        for (int i = 0; i < STEPS; i++) {
            boolean moved = step(client, toClient, toServer);
            try {
                moved |= step(server, toServer, toClient);
            } catch (SSLException e) {
                // Its alert is still to be sent.
                serverFailure = e;
                moved = true;
            }
            if (!moved) {
                if (serverFailure != null) {
                    throw serverFailure;
                }
                return;
            }
        }
        throw new AssertionError(
                "no end: client " + client.getHandshakeStatus() + ", server " + server.getHandshakeStatus());
    }

    /** One move of one side; false where it waits or is done. */
    private boolean step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
            return true;
        }
        if (status == HandshakeStatus.NEED_WRAP) {
            return engine.wrap(ByteBuffer.allocate(0), out).bytesProduced() > 0;
        }
        in.flip();
        try {
            if (!in.hasRemaining() || engine.isInboundDone()) {
                return false;
            }
            application.clear();
            return engine.unwrap(in, application).getStatus() == Status.OK;
        } finally {
            in.compact();
        }
    }
}
