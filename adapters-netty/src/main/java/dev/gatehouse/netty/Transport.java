package dev.gatehouse.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The parts of Netty that move bytes between sockets and memory.
 *
 * @param kind never {@link SocketTransport#AUTO}
 */
record Transport(
        SocketTransport kind,
        Class<? extends ServerChannel> serverChannel,
        Class<? extends Channel> channel,
        Class<? extends DatagramChannel> datagramChannel,
        IoHandlerFactory handlers) {
    /** @throws IllegalStateException where it is not there, with what is missing */
    static Transport of(SocketTransport wanted) {
        return switch (wanted) {
            case AUTO -> best();
            case NIO -> nio();
            case EPOLL -> {
                require(wanted, whyNoEpoll(), "netty-transport-native-epoll");
                yield WithEpoll.transport();
            }
            case IO_URING -> {
                require(wanted, whyNoIoUring(), "netty-transport-native-io_uring");
                yield WithIoUring.transport();
            }
        };
    }

    private static Transport best() {
        if (whyNoEpoll() == null) {
            return WithEpoll.transport();
        }
        return whyNoIoUring() == null ? WithIoUring.transport() : nio();
    }

    private static Transport nio() {
        return new Transport(
                SocketTransport.NIO,
                NioServerSocketChannel.class,
                NioSocketChannel.class,
                NioDatagramChannel.class,
                NioIoHandler.newFactory());
    }

    private static @Nullable Throwable whyNoEpoll() {
        Throwable absent = absence("io.netty.channel.epoll.Epoll");
        return absent != null ? absent : WithEpoll.unavailability();
    }

    private static @Nullable Throwable whyNoIoUring() {
        Throwable absent = absence("io.netty.channel.uring.IoUring");
        return absent != null ? absent : WithIoUring.unavailability();
    }

    private static @Nullable Throwable absence(String className) {
        try {
            Class.forName(className, false, Transport.class.getClassLoader());
            return null;
        } catch (ClassNotFoundException e) {
            return e;
        }
    }

    private static void require(SocketTransport wanted, @Nullable Throwable unavailability, String artifact) {
        if (unavailability != null) {
            throw new IllegalStateException(
                    wanted + " cannot be used here (expected: io.netty:" + artifact
                            + " with the classifier of this system, such as linux-x86_64): " + unavailability,
                    unavailability);
        }
    }

    // Classes of their own: what they name need not be there.
    private static final class WithEpoll {
        static @Nullable Throwable unavailability() {
            return Epoll.unavailabilityCause();
        }

        static Transport transport() {
            return new Transport(
                    SocketTransport.EPOLL,
                    EpollServerSocketChannel.class,
                    EpollSocketChannel.class,
                    EpollDatagramChannel.class,
                    EpollHandlers.newFactory());
        }
    }

    private static final class WithIoUring {
        static @Nullable Throwable unavailability() {
            return IoUring.unavailabilityCause();
        }

        static Transport transport() {
            return new Transport(
                    SocketTransport.IO_URING,
                    IoUringServerSocketChannel.class,
                    IoUringSocketChannel.class,
                    IoUringDatagramChannel.class,
                    IoUringIoHandler.newFactory());
        }
    }

    EventLoopGroup group(int size, ThreadFactory threads) {
        return new MultiThreadIoEventLoopGroup(size, threads, handlers);
    }
}
