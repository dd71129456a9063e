package dev.gatehouse.tck;

import dev.gatehouse.tck.exchange.Call;
import dev.gatehouse.tck.exchange.DatagramCall;
import dev.gatehouse.tck.exchange.GrpcCall;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.StreamCall;
import dev.gatehouse.tck.exchange.WebSocketCall;

/** What a step speaks to a front end. */
public enum Protocol {
    /** Also within TLS. */
    HTTP_1_1("HTTP/1.1"),
    /** HTTP/2 within TLS, agreed on by ALPN. */
    HTTP_2("HTTP/2 within TLS"),
    /** HTTP/2 in cleartext, with prior knowledge. */
    H2C("HTTP/2 in cleartext"),
    /** Calls, and the trailers in which they end. */
    GRPC("gRPC"),
    /** RFC 6455, over HTTP/1.1. */
    WEBSOCKET("WebSocket"),
    /** Handshakes that end there, for HTTP: which certificate is shown, what is agreed on. */
    TLS_HANDSHAKE("TLS"),
    /** What is said within TLS, or that is passed through, where it is not HTTP. */
    TLS_STREAM("lines within TLS"),
    /** Connections that are passed through as they are. */
    TCP("TCP"),
    /** Datagrams. */
    UDP("UDP");

    private final String text;

    Protocol(String text) {
        this.text = text;
    }

    /** What a call speaks. */
    public static Protocol of(Call call) {
        if (call instanceof HttpCall http) {
            return !http.http2() ? HTTP_1_1 : http.tls() == null ? H2C : HTTP_2;
        } else if (call instanceof GrpcCall) {
            return GRPC;
        } else if (call instanceof WebSocketCall) {
            return WEBSOCKET;
        } else if (call instanceof StreamCall stream) {
            boolean bare = stream.lines().isEmpty() && !stream.greeted();
            return stream.tls() == null ? TCP : bare ? TLS_HANDSHAKE : TLS_STREAM;
        }
        return call instanceof DatagramCall ? UDP : HTTP_1_1;
    }

    /** In words, as it stands in a reason for skipping. */
    public String text() {
        return text;
    }
}
