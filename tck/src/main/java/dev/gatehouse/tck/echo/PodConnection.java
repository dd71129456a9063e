package dev.gatehouse.tck.echo;

import dev.gatehouse.tck.exchange.ArrivedTls;
import dev.gatehouse.tck.exchange.Identity;
import dev.gatehouse.tck.tls.Pem;
import dev.gatehouse.tck.tls.TlsContexts;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What a connection to a pod begins with. */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written or closed has ended already.
final class PodConnection {
    private PodConnection() {}

    /** Speaks what the pod speaks on the port. */
    static void begin(Channel channel, Echo echo, String address, int port) {
        Pod pod = echo.at(address);
        if (pod == null) {
            channel.close();
            return;
        }
        PodProtocol protocol = pod.protocol(port);
        switch (protocol) {
            case HTTP -> HttpPod.speak(channel.pipeline(), echo, pod, port, null);
            case H2C -> channel.pipeline().addLast(new Preface(echo, pod, port));
            case TCP -> {
                channel.pipeline().addLast(new ProxyHeader());
                LinePod.speak(channel.pipeline(), pod, null);
            }
            case TLS -> {
                channel.pipeline().addLast(new ProxyHeader());
                secure(channel, echo, pod, port);
            }
            case HTTPS -> secure(channel, echo, pod, port);
            case UDP, DNS -> channel.close();
        }
    }

    /** Closes with a TCP reset. */
    static void reset(Channel channel) {
        Channel connection =
                channel.parent() != null && !(channel.parent() instanceof ServerChannel) ? channel.parent() : channel;
        connection.config().setOption(ChannelOption.SO_LINGER, 0);
        connection.close();
    }

    private static void secure(Channel channel, Echo echo, Pod pod, int port) {
        Identity certificate = pod.certificate();
        if (certificate == null) {
            channel.close();
            return;
        }
        boolean http = pod.protocol(port) == PodProtocol.HTTPS;
        try {
            SSLEngine engine =
                    TlsContexts.server(certificate, pod.clientAuthorities()).createSSLEngine();
            engine.setUseClientMode(false);
            SSLParameters parameters = engine.getSSLParameters();
            if (http) {
                parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            }
            parameters.setWantClientAuth(pod.clientAuthorities() != null);
            if (pod.certificateRequired()) {
                parameters.setNeedClientAuth(true);
            }
            engine.setSSLParameters(parameters);
            channel.pipeline().addLast(new SslHandler(engine), new ChannelInboundHandlerAdapter() {
                @Override
                public void userEventTriggered(ChannelHandlerContext context, Object event) {
                    if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
                        context.pipeline().remove(this);
                        secured(context.channel(), echo, pod, port, arrived(engine));
                    }
                    context.fireUserEventTriggered(event);
                }

                @Override
                public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                    context.close();
                }
            });
        } catch (GeneralSecurityException e) {
            channel.close();
        }
    }

    private static void secured(Channel channel, Echo echo, Pod pod, int port, ArrivedTls tls) {
        if (pod.protocol(port) == PodProtocol.TLS) {
            LinePod.speak(channel.pipeline(), pod, tls);
        } else if (tls.negotiatedProtocol().equals("h2")) {
            Http2Pod.speak(channel.pipeline(), echo, pod, port, tls);
        } else {
            HttpPod.speak(channel.pipeline(), echo, pod, port, tls);
        }
    }

    private static ArrivedTls arrived(SSLEngine engine) {
        ExtendedSSLSession session = (ExtendedSSLSession) engine.getSession();
        String serverName = "";
        for (SNIServerName name : session.getRequestedServerNames()) {
            serverName = name instanceof SNIHostName host
                    ? host.getAsciiName()
                    : new String(name.getEncoded(), StandardCharsets.US_ASCII);
        }
        String negotiated = engine.getApplicationProtocol();
        return new ArrivedTls(
                session.getProtocol(),
                serverName,
                negotiated == null ? "" : negotiated,
                session.getCipherSuite(),
                peerCertificates(session));
    }

    private static List<String> peerCertificates(ExtendedSSLSession session) {
        List<String> certificates = new ArrayList<>();
        try {
            for (Certificate certificate : session.getPeerCertificates()) {
                certificates.add(Pem.write((X509Certificate) certificate));
            }
        } catch (SSLPeerUnverifiedException e) {
            // The client showed none.
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read has its bytes", e);
        }
        return certificates;
    }

    /** Tells HTTP/2 with prior knowledge (RFC 9113, 3.4) from HTTP/1.1, which gets 400 here. */
    private static final class Preface extends ByteToMessageDecoder {
        private static final String BEGINNING = "PRI ";

        private final Echo echo;
        private final Pod pod;
        private final int port;

        Preface(Echo echo, Pod pod, int port) {
            this.echo = echo;
            this.pod = pod;
            this.port = port;
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (in.readableBytes() < BEGINNING.length()) {
                return;
            }
            boolean http2 = in.toString(in.readerIndex(), BEGINNING.length(), StandardCharsets.US_ASCII)
                    .equals(BEGINNING);
            ChannelPipeline pipeline = context.pipeline();
            if (http2) {
                Http2Pod.speak(pipeline, echo, pod, port, null);
            } else {
                HttpPod.refuse(pipeline);
            }
            pipeline.remove(this);
        }
    }
}
