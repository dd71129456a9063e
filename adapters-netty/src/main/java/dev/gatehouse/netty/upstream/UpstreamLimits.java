package dev.gatehouse.netty.upstream;

import dev.gatehouse.netty.codec.Http2Limits;
import dev.gatehouse.netty.codec.MessageLimits;
import java.time.Duration;

/**
 * How connections to endpoints are kept.
 *
 * @param connect for a connection to open, its TLS handshake included
 * @param idle how long one without a request is kept
 * @param idleConnections of HTTP/1.1 that are kept for each endpoint and event loop
 * @param connections open at once to one endpoint, by all event loops; beyond, requests get 503
 * @param pending requests that wait for a connection to one endpoint, on all event loops; beyond, requests get 503
 * @param handlers calls of code in this process at once; beyond, requests get 503
 * @param message how large the head of an answer may be
 * @param http2 what a connection may ask of us
 */
public record UpstreamLimits(
        Duration connect,
        Duration idle,
        int idleConnections,
        int connections,
        int pending,
        int handlers,
        MessageLimits message,
        Http2Limits http2) {}
