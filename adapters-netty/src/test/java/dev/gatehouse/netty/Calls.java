package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Methods of gRPC whose messages are bytes, or text, with no schema behind them. */
final class Calls {
    private static final Marshaller<byte[]> BYTES = new Marshaller<>() {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private static final Marshaller<String> TEXT = new Marshaller<>() {
        @Override
        public InputStream stream(String message) {
            return BYTES.stream(message.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            return new String(BYTES.parse(stream), StandardCharsets.UTF_8);
        }
    };

    private Calls() {}

    static MethodDescriptor<byte[], byte[]> ofBytes(String name) {
        return method(name, MethodType.UNARY, BYTES);
    }

    static MethodDescriptor<String, String> ofText(String name, MethodType type) {
        return method(name, type, TEXT);
    }

    private static <T> MethodDescriptor<T, T> method(String name, MethodType type, Marshaller<T> messages) {
        return MethodDescriptor.newBuilder(messages, messages)
                .setFullMethodName(name)
                .setType(type)
                .build();
    }

    /** A backend of gRPC. */
    static final class Origin implements AutoCloseable {
        private final Server server;

        Origin(ServerServiceDefinition service) throws IOException {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(service)
                    .build()
                    .start();
        }

        int port() {
            return server.getPort();
        }

        @Override
        public void close() {
            try {
                assertTrue(server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
