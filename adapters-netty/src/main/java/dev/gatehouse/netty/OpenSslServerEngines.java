package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.OpenSslPolicy;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.tls.hello.ClientHello;
import dev.gatehouse.tls.live.LiveCertificates;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.trust.ClientTrust;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * OpenSSL for clients that it serves as the JVM's TLS would, and the JVM's for the others: what is refused is so with one alert, whichever
 * library there is.
 *
 * <p>A context is for the certificates of one moment, and what OpenSSL has made of their keys goes with it. Clients do not come back to
 * sessions: OpenSSL would not compare the names of the two.
 */
final class OpenSslServerEngines implements ServerEngines {
    private static final Logger LOG = System.getLogger("dev.gatehouse.netty");
    private static final int TLS_1_2 = 0x0303;
    private static final int TLS_1_3 = 0x0304;
    private static final Set<String> OTHER_KEYS = Set.of("EdDSA", "RSASSA-PSS");

    private final LiveCertificates certificates;
    private final Bind bind;
    private final JdkServerEngines jdk;
    private @Nullable Generation current;

    OpenSslServerEngines(LiveCertificates certificates, Bind bind) {
        this.certificates = certificates;
        this.bind = bind;
        this.jdk = new JdkServerEngines(certificates, bind);
    }

    /** What holds of the port at one moment. */
    private record Generation(
            CertificateSelector selector, @Nullable ClientTrust clients, SslContext context) {
        boolean isOf(CertificateSelector selector, @Nullable ClientTrust clients) {
            return this.selector == selector && Objects.equals(this.clients, clients);
        }
    }

    @Override
    public SSLEngine engine(ByteBufAllocator allocator, ClientHello hello, ByteBuf bytes) {
        CertificateSelector selector = certificates.selector(bind);
        if (canServe(hello, bytes, selector)) {
            try {
                return engine(allocator, selector, certificates.clients(bind));
            } catch (SSLException e) {
                LOG.log(
                        Level.WARNING,
                        bind + ": OpenSSL does not take what the JVM's TLS does, which serves instead",
                        e);
            }
        }
        return jdk.ofRequests();
    }

    /** OpenSSL, as Netty drives it, ends both directions when one ends. */
    @Override
    public SSLEngine ofStream() {
        return jdk.ofStream();
    }

    private synchronized SSLEngine engine(
            ByteBufAllocator allocator, CertificateSelector selector, @Nullable ClientTrust clients)
            throws SSLException {
        Generation generation = current;
        if (generation == null || !generation.isOf(selector, clients)) {
            if (generation != null) {
                // What connections still need of it goes with the last of them.
                ReferenceCountUtil.release(generation.context);
                current = null;
            }
            generation = new Generation(selector, clients, OpenSslContexts.server(selector, clients));
            current = generation;
        }
        return generation.context.newEngine(allocator);
    }

    private static boolean canServe(ClientHello hello, ByteBuf bytes, CertificateSelector selector) {
        String name = hello.serverName();
        boolean version = hello.versions().contains(TLS_1_3) || hello.versions().contains(TLS_1_2);
        boolean protocol = hello.alpn().isEmpty() || !Collections.disjoint(hello.alpn(), LiveServedRoutes.ALPN);
        return version
                && protocol
                && (name == null || isAsWritten(name, bytes))
                && selector.candidates(name, OTHER_KEYS).isEmpty()
                && !selector.candidates(name, OpenSslPolicy.KEY_TYPES).isEmpty();
    }

    /** Whether the client wrote the name as we would: it is in its hello so, as a {@code host_name} with its length before it. */
    private static boolean isAsWritten(String name, ByteBuf bytes) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        byte[] wanted = new byte[text.length + 3];
        wanted[1] = (byte) (text.length >> 8);
        wanted[2] = (byte) text.length;
        System.arraycopy(text, 0, wanted, 3, text.length);
        return contains(bytes, wanted);
    }

    private static boolean contains(ByteBuf bytes, byte[] wanted) {
        int last = bytes.writerIndex() - wanted.length;
        for (int i = bytes.readerIndex(); i <= last; i++) {
            int matched = 0;
            while (matched < wanted.length && bytes.getByte(i + matched) == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
