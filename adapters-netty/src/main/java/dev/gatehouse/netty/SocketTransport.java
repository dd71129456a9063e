package dev.gatehouse.netty;

/**
 * What moves bytes between sockets and memory. The native ones need Netty's jars beside this library, each with its classes and the
 * native part for the system; nothing is required.
 */
public enum SocketTransport {
    /** {@link #EPOLL} where it is there, else {@link #IO_URING} where that is, else {@link #NIO}. */
    AUTO("auto"),
    /** The JVM's own, everywhere. */
    NIO("nio"),
    /** Linux: {@code netty-transport-native-epoll}. */
    EPOLL("epoll"),
    /** Linux with io_uring allowed: {@code netty-transport-native-io_uring}. */
    IO_URING("io_uring");

    private final String text;

    SocketTransport(String text) {
        this.text = text;
    }

    /**
     * Does nothing where this one can be used here.
     *
     * @throws IllegalStateException where it is not there, with what is missing
     */
    public void require() {
        Transport.of(this);
    }

    /** Such as {@code io_uring}. */
    @Override
    public String toString() {
        return text;
    }
}
