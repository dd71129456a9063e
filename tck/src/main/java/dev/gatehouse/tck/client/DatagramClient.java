package dev.gatehouse.tck.client;

import dev.gatehouse.tck.exchange.DatagramCall;
import dev.gatehouse.tck.exchange.DatagramCall.DnsQuery;
import dev.gatehouse.tck.exchange.DatagramOutcome;
import dev.gatehouse.tck.exchange.DatagramOutcome.Replied;
import dev.gatehouse.tck.exchange.DatagramOutcome.Silent;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryEncoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseDecoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsSection;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one datagram from a socket of its own, and waits for one in answer. Safe for any number of threads. */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written or closed has ended already.
final class DatagramClient {
    /** What is lost is sent again, so that waiting long for one answer gains nothing. In milliseconds. */
    private static final int PATIENCE = 2_000;

    private static final int MOST_BYTES = 1 << 16;

    private DatagramClient() {}

    static DatagramOutcome send(DatagramCall call, InetSocketAddress address, EventLoopGroup threads) {
        DnsQuery query = call.query();
        return query == null ? text(call.text(), address) : query(query, address, threads);
    }

    private static DatagramOutcome text(String text, InetSocketAddress address) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] answer = new byte[MOST_BYTES];
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE);
            // Connected, so that a port where nobody listens is told at once.
            socket.connect(address);
            socket.send(new DatagramPacket(bytes, bytes.length));
            DatagramPacket packet = new DatagramPacket(answer, answer.length);
            socket.receive(packet);
            return new Replied(new String(answer, 0, packet.getLength(), StandardCharsets.UTF_8), false);
        } catch (SocketTimeoutException e) {
            return new Silent("no datagram came within " + PATIENCE + " ms");
        } catch (IOException e) {
            return new Silent(e.toString());
        }
    }

    private static DatagramOutcome query(DnsQuery query, InetSocketAddress address, EventLoopGroup threads) {
        CompletableFuture<DatagramOutcome> outcome = new CompletableFuture<>();
        int id = ThreadLocalRandom.current().nextInt(1 << 16);
        Channel channel = new Bootstrap()
                .group(threads)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new DatagramDnsQueryEncoder(),
                                        new DatagramDnsResponseDecoder(),
                                        new Answer(id, outcome));
                    }
                })
                .connect(address)
                .syncUninterruptibly()
                .channel();
        try {
            InetSocketAddress own = (InetSocketAddress) channel.localAddress();
            DatagramDnsQuery asked = new DatagramDnsQuery(own, address, id);
            asked.addRecord(
                    DnsSection.QUESTION, new DefaultDnsQuestion(query.name(), DnsRecordType.valueOf(query.type())));
            channel.writeAndFlush(asked);
            return outcome.get(PATIENCE, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Silent("no answer came within " + PATIENCE + " ms");
        } catch (ExecutionException e) {
            return new Silent(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Silent("interrupted");
        } finally {
            channel.close();
        }
    }

    private static final class Answer extends SimpleChannelInboundHandler<DatagramDnsResponse> {
        private final int id;
        private final CompletableFuture<DatagramOutcome> outcome;

        Answer(int id, CompletableFuture<DatagramOutcome> outcome) {
            this.id = id;
            this.outcome = outcome;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsResponse response) {
            outcome.complete(new Replied(String.valueOf(response.code()), response.id() == id));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            outcome.completeExceptionally(cause);
        }
    }
}
