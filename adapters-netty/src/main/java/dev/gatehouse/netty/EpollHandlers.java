package dev.gatehouse.netty;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * Those of epoll. From Netty 4.2.13 on, up to 4.2.20 at least, a socket of which nothing is awaited for a moment is taken out of epoll's set, and
 * the next wish for it fails, because it is not in the set: a client that has ended its side would get no more of an answer than its
 * socket takes at once. So here a socket that is in the set stays there, for errors alone.
 *
 * <p>And nobody is told at once that the other side has ended: Netty would read all that the system has kept of it, megabytes, without being
 * asked. That it has ended shows when it has been read to its end, as with NIO.
 */
record EpollHandlers(IoHandlerFactory netty) implements IoHandlerFactory {
    static IoHandlerFactory newFactory() {
        return new EpollHandlers(EpollIoHandler.newFactory());
    }

    @Override
    public IoHandler newHandler(ThreadAwareExecutor executor) {
        return new Handler(netty.newHandler(executor));
    }

    @Override
    public boolean isChangingThreadSupported() {
        return netty.isChangingThreadSupported();
    }

    private record Handler(IoHandler netty) implements IoHandler {
        @Override
        public void initialize() {
            netty.initialize();
        }

        @Override
        public int run(IoHandlerContext context) {
            return netty.run(context);
        }

        @Override
        public void prepareToDestroy() {
            netty.prepareToDestroy();
        }

        @Override
        public void destroy() {
            netty.destroy();
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            return new Registration(netty.register(handle));
        }

        @Override
        public void wakeup() {
            netty.wakeup();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return netty.isCompatible(handleType);
        }
    }

    private static final class Registration implements IoRegistration {
        private final IoRegistration netty;
        private volatile boolean inSet;

        Registration(IoRegistration netty) {
            this.netty = netty;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's.
        public <T> T attachment() {
            return netty.attachment();
        }

        @Override
        public long submit(IoOps ops) {
            inSet |= !ops.equals(EpollIoOps.NONE);
            EpollIoOps awaited = ((EpollIoOps) ops).without(EpollIoOps.EPOLLRDHUP);
            return netty.submit(inSet && awaited.equals(EpollIoOps.NONE) ? EpollIoOps.EPOLLERR : awaited);
        }

        @Override
        public boolean isValid() {
            return netty.isValid();
        }

        @Override
        public boolean cancel() {
            return netty.cancel();
        }
    }
}
