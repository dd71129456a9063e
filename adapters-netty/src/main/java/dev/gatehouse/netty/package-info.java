/**
 * A front end on Netty, {@link dev.gatehouse.netty.NettyFrontEnd}; and routing as a handler in a pipeline of your own.
 *
 * <h2>In a pipeline of your own</h2>
 *
 * <p>In: Netty's HTTP/1 messages, and what is served now. Out: answers to the requests that end here, and for all
 * others the {@link dev.gatehouse.routing.plan.Decision.Forward} beside the request. That handler knows nothing of
 * backends: sending a request to one is the work of the handlers behind.
 *
 * <pre>{@code
 * LiveRoutes routes = LiveRoutes.of(resources);
 * Bind bind = routes.current().binds().get(0);
 * new ServerBootstrap().group(group).channel(NioServerSocketChannel.class)
 *         .childHandler(new ChannelInitializer<Channel>() {
 *             @Override
 *             protected void initChannel(Channel channel) {
 *                 channel.pipeline().addLast(
 *                         new HttpServerCodec(), new RoutingHandler(routes, bind), new YourHandler());
 *             }
 *         }).bind(8080);
 *
 * // and in YourHandler, which gets the messages of those requests alone that go to a backend:
 * public void channelRead(ChannelHandlerContext ctx, Object message) {
 *     if (message instanceof HttpRequest request) {
 *         Decision.Forward forward = ctx.channel().attr(RoutingHandler.DECISION).get();
 *         ... send forward.target() with forward.host() to forward.endpoint()
 *     }
 * }
 * }</pre>
 *
 * <p>The header fields for the backend are {@link dev.gatehouse.routing.plan.UpstreamHeaders#of} of those received:
 * without what speaks of the client's connection, with the route's own changes.
 *
 * <p>For TLS put {@code new SslHandler(context.createSSLEngine())} in front of the codec, with a context of
 * {@link dev.gatehouse.tls.context.ServerTls#context}. The server name of any {@link io.netty.handler.ssl.SslHandler}
 * counts in the decision.
 */
@NullMarked
package dev.gatehouse.netty;

import org.jspecify.annotations.NullMarked;
