package dev.gatehouse.netty.upstream;

import dev.gatehouse.netty.codec.Http1;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections of HTTP/1.1 from one event loop to one endpoint. The one that became free last is used first, so that others can age. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Http1Pool {
    private final LoopUpstreams loop;
    private final Target target;
    private final Deque<Connection> free = new ArrayDeque<>();
    private int open;
    private boolean sweeping;

    Http1Pool(LoopUpstreams loop, Target target) {
        this.loop = loop;
        this.target = target;
    }

    Target target() {
        return target;
    }

    /** @param fresh whether those that are free are not to be trusted: one of them was closed already */
    void open(Answering answering, boolean fresh) {
        if (fresh) {
            closeFree();
        }
        for (Connection connection = free.pollFirst(); connection != null; connection = free.pollFirst()) {
            if (connection.channel().isActive()) {
                connection.reused = true;
                connection.begin(answering);
                answering.connected(connection);
                return;
            }
        }
        Circuits circuits = loop.all().circuits();
        if (!circuits.await(target)) {
            answering.failed(UpstreamFailure.tooManyWait(target));
            return;
        }
        if (!circuits.connect(target)) {
            circuits.served(target);
            answering.failed(UpstreamFailure.tooManyConnections(target));
            return;
        }
        open++;
        Connection[] made = new Connection[1];
        Channel opening = loop.connect(target, channel -> made[0] = initialize(channel), problem -> {
            circuits.served(target);
            Connection connection = made[0];
            if (problem == null) {
                connection.begin(answering);
                // Always asked for: so an end is noticed, and bytes that nobody asked for are.
                connection.read();
                answering.connected(connection);
            } else {
                answering.failed(LoopUpstreams.notOpened(problem));
                if (connection != null) {
                    connection.channel().close();
                }
            }
        });
        opening.closeFuture().addListener(closed -> closed(made[0]));
    }

    private Connection initialize(Channel channel) {
        Connection connection = new Connection(channel);
        channel.pipeline()
                .addLast(UpstreamHandler.CODEC, Http1.client(loop.limits().message()))
                .addLast(connection);
        return connection;
    }

    private void closed(@Nullable Connection connection) {
        loop.all().circuits().closed(target);
        open--;
        if (connection != null) {
            free.remove(connection);
        }
        if (open == 0) {
            loop.forget(this);
        }
    }

    private void keep(Connection connection) {
        if (loop.all().isClosed() || free.size() >= loop.limits().idleConnections()) {
            connection.channel().close();
            return;
        }
        connection.freeSince = System.nanoTime();
        free.addFirst(connection);
        if (!sweeping) {
            sweeping = true;
            sweepLater();
        }
    }

    private void sweepLater() {
        long pause = Math.max(1, loop.limits().idle().toNanos() / 4);
        loop.loop().schedule(this::sweep, pause, TimeUnit.NANOSECONDS);
    }

    private void sweep() {
        long oldest = System.nanoTime() - loop.limits().idle().toNanos();
        while (!free.isEmpty() && free.peekLast().freeSince - oldest < 0) {
            free.removeLast().channel().close();
        }
        sweeping = !free.isEmpty();
        if (sweeping) {
            sweepLater();
        }
    }

    void closeFree() {
        for (Connection connection = free.poll(); connection != null; connection = free.poll()) {
            connection.channel().close();
        }
    }

    private final class Connection extends UpstreamHandler {
        private boolean reused;
        private boolean persistent;
        private long freeSince;

        Connection(Channel channel) {
            super(channel);
        }

        @Override
        boolean isReused() {
            return reused;
        }

        @Override
        void received(HttpResponse response) {
            if (response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
                persistent = response.decoderResult().isSuccess() && HttpUtil.isKeepAlive(response);
            }
        }

        @Override
        void unasked() {
            channel().close();
        }

        @Override
        public void release() {
            end();
            if (persistent && channel().isActive()) {
                persistent = false;
                keep(this);
                read();
            } else {
                channel().close();
            }
        }
    }
}
