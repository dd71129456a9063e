package dev.gatehouse.routing.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.request.Normalized;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.RequestHead;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a gRPC call is, and how it is told that something failed. */
class GrpcTest {
    private record Head(String method, boolean http2, String type) implements RequestHead {
        @Override
        public String target() {
            return "/a.B/C";
        }

        @Override
        public String authority() {
            return "a.example";
        }

        @Override
        public boolean hostRequired() {
            return false;
        }

        @Override
        public List<String> headerLines(String name) {
            return name.equals("content-type") && type != null ? List.of(type) : List.of();
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "POST, true, application/grpc, true",
        "POST, true, application/grpc+proto, true",
        "POST, true, application/grpc;x=y, true",
        "POST, true, application/grpc-web, false",
        "POST, true, application/json, false",
        "POST, true, , false",
        "GET, true, application/grpc, false",
        "POST, false, application/grpc, false",
    })
    void aCall(String method, boolean http2, String type, boolean expected) {
        Request request = (Request) Normalized.of(new Head(method, http2, type));
        assertEquals(expected, request.isGrpc());
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "400, 13", "401, 16", "403, 7", "404, 12", "413, 8", "429, 14", "500, 13", "502, 14", "503, 14", "504, 4",
        "418, 2"
    })
    void statusesOfHttp(int http, int grpc) {
        assertEquals(grpc, GrpcAnswers.status(http));
    }

    @Test
    void failuresAreToldInTheSameWay() {
        for (Failure failure : Failure.values()) {
            assertEquals(GrpcAnswers.status(failure.status()), failure.grpcStatus(), failure.name());
        }
    }

    @Test
    void anAnswerHasStatus200AndNoContent() {
        Decision.Respond respond = GrpcAnswers.of(null, 14, "100 % gone, ä", "reason");
        assertEquals(200, respond.status());
        assertEquals("", respond.body());
        assertEquals(
                List.of(
                        new Field("content-type", "application/grpc"),
                        new Field("grpc-status", "14"),
                        new Field("grpc-message", "100 %25 gone, %C3%A4")),
                respond.fields());
    }
}
