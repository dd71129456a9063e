package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** gRPC's own client and server, with a front end between them. */
@Timeout(60)
class GrpcTest {
    private static final MethodDescriptor<String, String> UNARY = Calls.ofText("shop.Shop/Unary", MethodType.UNARY);
    private static final MethodDescriptor<String, String> SERVER =
            Calls.ofText("shop.Shop/Server", MethodType.SERVER_STREAMING);
    private static final MethodDescriptor<String, String> CLIENT =
            Calls.ofText("shop.Shop/Client", MethodType.CLIENT_STREAMING);
    private static final MethodDescriptor<String, String> BOTH =
            Calls.ofText("shop.Shop/Both", MethodType.BIDI_STREAMING);
    private static final MethodDescriptor<String, String> LOST = Calls.ofText("lost.Lost/Unary", MethodType.UNARY);
    private static final MethodDescriptor<String, String> EMPTY = Calls.ofText("empty.Empty/Unary", MethodType.UNARY);
    private static final Metadata.Key<String> DETAIL = Metadata.Key.of("detail", Metadata.ASCII_STRING_MARSHALLER);

    private static Calls.Origin origin() throws Exception {
        return new Calls.Origin(ServerServiceDefinition.builder("shop.Shop")
                .addMethod(UNARY, ServerCalls.asyncUnaryCall(GrpcTest::unary))
                .addMethod(SERVER, ServerCalls.asyncServerStreamingCall((request, answers) -> {
                    for (int i = 0; i < 3; i++) {
                        answers.onNext(request + i);
                    }
                    answers.onCompleted();
                }))
                .addMethod(CLIENT, ServerCalls.asyncClientStreamingCall(Together::new))
                .addMethod(BOTH, ServerCalls.asyncBidiStreamingCall(Back::new))
                .build());
    }

    private static void unary(String request, StreamObserver<String> answer) {
        if (request.isEmpty()) {
            Metadata trailers = new Metadata();
            trailers.put(DETAIL, "nothing was asked");
            answer.onError(Status.NOT_FOUND.withDescription("no").asException(trailers));
        } else {
            answer.onNext("hello " + request);
            answer.onCompleted();
        }
    }

    /** Answers with all that came. */
    private static final class Together implements StreamObserver<String> {
        private final StreamObserver<String> answer;
        private final List<String> messages = new ArrayList<>();

        Together(StreamObserver<String> answer) {
            this.answer = answer;
        }

        @Override
        public void onNext(String message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
            answer.onNext(String.join("+", messages));
            answer.onCompleted();
        }
    }

    /** Sends each back. */
    private record Back(StreamObserver<String> answers) implements StreamObserver<String> {
        @Override
        public void onNext(String message) {
            answers.onNext(message);
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }

    /** What a client is told. */
    private static final class Told implements StreamObserver<String> {
        final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

        @Override
        public void onNext(String message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable cause) {
            messages.add("failed: " + cause);
        }

        @Override
        public void onCompleted() {
            messages.add("completed");
        }

        String next() throws InterruptedException {
            return messages.poll(10, TimeUnit.SECONDS);
        }
    }

    /** A front end with a GRPCRoute, and a channel to it. */
    private static final class Channel implements AutoCloseable {
        private final World world;
        final ManagedChannel calls;

        Channel(int origin) throws Exception {
            world = new World()
                    .service("shop", origin)
                    .service("empty")
                    .documents("""
                            apiVersion: gateway.networking.k8s.io/v1
                            kind: GRPCRoute
                            metadata: {name: calls, namespace: default}
                            spec:
                              parentRefs: [{name: web}]
                              hostnames: [grpc.example]
                              rules:
                              - matches: [{method: {service: shop.Shop}}]
                                backendRefs: [{name: shop, port: 80}]
                              - matches: [{method: {service: empty.Empty}}]
                                backendRefs: [{name: empty, port: 80}]
                            """)
                    .start();
            calls = NettyChannelBuilder.forAddress("127.0.0.1", world.port())
                    .overrideAuthority("grpc.example")
                    .usePlaintext()
                    .build();
        }

        String unary(MethodDescriptor<String, String> method, String message) {
            return ClientCalls.blockingUnaryCall(calls, method, CallOptions.DEFAULT, message);
        }

        @Override
        public void close() {
            calls.shutdownNow();
            world.close();
        }
    }

    @Test
    void allFourTypesOfCalls() throws Exception {
        try (Calls.Origin origin = origin();
                Channel channel = new Channel(origin.port())) {
            assertEquals("hello you", channel.unary(UNARY, "you"));

            List<String> streamed = new ArrayList<>();
            ClientCalls.blockingServerStreamingCall(channel.calls, SERVER, CallOptions.DEFAULT, "n")
                    .forEachRemaining(streamed::add);
            assertEquals(List.of("n0", "n1", "n2"), streamed);

            Told together = new Told();
            StreamObserver<String> parts =
                    ClientCalls.asyncClientStreamingCall(channel.calls.newCall(CLIENT, CallOptions.DEFAULT), together);
            List.of("a", "b", "c").forEach(parts::onNext);
            parts.onCompleted();
            assertEquals("a+b+c", together.next());
            assertEquals("completed", together.next());

            Told back = new Told();
            StreamObserver<String> there =
                    ClientCalls.asyncBidiStreamingCall(channel.calls.newCall(BOTH, CallOptions.DEFAULT), back);
            for (String message : List.of("a", "", "c")) {
                there.onNext(message);
                assertEquals(message, back.next());
            }
            there.onCompleted();
            assertEquals("completed", back.next());
        }
    }

    @Test
    void aStatusAndItsTrailersReachTheClient() throws Exception {
        try (Calls.Origin origin = origin();
                Channel channel = new Channel(origin.port())) {
            StatusRuntimeException told = assertThrows(StatusRuntimeException.class, () -> channel.unary(UNARY, ""));
            assertEquals(Status.Code.NOT_FOUND, told.getStatus().getCode());
            assertEquals("no", told.getStatus().getDescription());
            assertEquals("nothing was asked", told.getTrailers().get(DETAIL));
        }
    }

    @Test
    void whatNobodyAnswersIsAStatusTooNotAStatusOfHttp() throws Exception {
        Channel closed;
        try (Calls.Origin origin = origin();
                Channel channel = new Channel(origin.port())) {
            assertCode(Status.Code.UNIMPLEMENTED, channel, LOST);
            assertCode(Status.Code.UNAVAILABLE, channel, EMPTY);
            closed = new Channel(origin.port());
        }
        try (closed) {
            assertCode(Status.Code.UNAVAILABLE, closed, UNARY);
        }
    }

    private static void assertCode(Status.Code code, Channel channel, MethodDescriptor<String, String> method) {
        StatusRuntimeException told = assertThrows(StatusRuntimeException.class, () -> channel.unary(method, "x"));
        assertEquals(code, told.getStatus().getCode(), told.toString());
    }
}
