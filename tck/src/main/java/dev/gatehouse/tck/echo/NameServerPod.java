package dev.gatehouse.tck.echo;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetSocketAddress;
import java.util.Locale;

/** A name server that answers for the zone {@code foo.bar.com} with the address of who asks, and refuses every other. */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written or closed has ended already.
final class NameServerPod extends SimpleChannelInboundHandler<DatagramDnsQuery> {
    private static final String ZONE = "foo.bar.com.";

    private NameServerPod() {}

    static void speak(ChannelPipeline pipeline) {
        pipeline.addLast(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new NameServerPod());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
        InetSocketAddress own = query.recipient();
        InetSocketAddress asking = query.sender();
        DatagramDnsResponse response = new DatagramDnsResponse(own, asking, query.id());
        DnsQuestion question = query.recordAt(DnsSection.QUESTION);
        response.addRecord(DnsSection.QUESTION, question);
        String name = question.name().toLowerCase(Locale.ROOT);
        if (!name.equals(ZONE) && !name.endsWith("." + ZONE)) {
            response.setCode(DnsResponseCode.REFUSED);
        } else if (question.type().equals(DnsRecordType.A)) {
            byte[] address = asking.getAddress().getAddress();
            response.addRecord(
                    DnsSection.ANSWER,
                    new DefaultDnsRawRecord(question.name(), DnsRecordType.A, 0, Unpooled.wrappedBuffer(address)));
        }
        context.writeAndFlush(response);
    }
}
