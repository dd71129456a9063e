package dev.gatehouse.netty.codec;

/**
 * What one HTTP/2 connection may ask of us.
 *
 * @param streams at once, as told to the peer
 * @param streamWindow bytes that a stream may send ahead of who reads it
 * @param connectionWindow bytes that all streams together may
 * @param resets streams in 30 seconds that either side ended early (CVE-2023-44487, CVE-2025-8671)
 * @param control frames of a kind that we must answer or note (PING, SETTINGS, PRIORITY, unknown ones) in 30 seconds
 */
public record Http2Limits(int streams, int streamWindow, int connectionWindow, int resets, int control) {}
