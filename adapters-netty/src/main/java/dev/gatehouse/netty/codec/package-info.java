/**
 * Messages on the wire: HTTP/1 read strictly, and the streams of HTTP/2 as the same messages.
 *
 * <p>In: bytes or HTTP/2 frames. Out: Netty's {@link io.netty.handler.codec.http.HttpObject}s, so that everything behind speaks one
 * language whatever the connection speaks. What has no single meaning comes out with a failed
 * {@link io.netty.handler.codec.http.HttpObject#decoderResult}. This room knows nothing of routes and backends.
 */
@NullMarked
package dev.gatehouse.netty.codec;

import org.jspecify.annotations.NullMarked;
