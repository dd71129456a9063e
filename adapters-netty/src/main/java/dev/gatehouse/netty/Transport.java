package dev.gatehouse.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
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

/**
 * What moves bytes between sockets and memory.
 *
 * @param name such as {@code epoll}
 */
record Transport(
        String name,
        Class<? extends ServerChannel> serverChannel,
        Class<? extends Channel> channel,
        Class<? extends DatagramChannel> datagramChannel,
        IoHandlerFactory handlers) {
    /** The JVM's own, everywhere. */
    static Transport nio() {
        return new Transport(
                "nio",
                NioServerSocketChannel.class,
                NioSocketChannel.class,
                NioDatagramChannel.class,
                NioIoHandler.newFactory());
    }

    /** epoll where its native part is on the class path and fits this system, else io_uring where its is, else NIO. */
    static Transport best() {
        if (isThere("io.netty.channel.epoll.Epoll") && Epoll.isAvailable()) {
            return WithEpoll.transport();
        }
        return isThere("io.netty.channel.uring.IoUring") && IoUring.isAvailable() ? WithIoUring.transport() : nio();
    }

    // Classes of their own: what they name need not be there.
    private static final class WithEpoll {
        static Transport transport() {
            return new Transport(
                    "epoll",
                    EpollServerSocketChannel.class,
                    EpollSocketChannel.class,
                    EpollDatagramChannel.class,
                    EpollIoHandler.newFactory());
        }
    }

    private static final class WithIoUring {
        static Transport transport() {
            return new Transport(
                    "io_uring",
                    IoUringServerSocketChannel.class,
                    IoUringSocketChannel.class,
                    IoUringDatagramChannel.class,
                    IoUringIoHandler.newFactory());
        }
    }

    private static boolean isThere(String className) {
        try {
            Class.forName(className, false, Transport.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    EventLoopGroup group(int size, ThreadFactory threads) {
        return new MultiThreadIoEventLoopGroup(size, threads, handlers);
    }
}
