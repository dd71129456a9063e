package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.OpenSslPolicy;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.tls.hello.ClientHello;
import dev.gatehouse.tls.live.LiveCertificates;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.trust.ClientTrust;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSslServerSessionContext;
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
 * <p>A context is for the certificates of one moment, and what OpenSSL has made of their keys goes with it. Sessions outlive it, as
 * {@link SessionTickets} has it. What OpenSSL does not take it is not asked again, until something has changed.
 */
final class OpenSslServerEngines implements ServerEngines {
    private static final Logger LOG = System.getLogger("dev.gatehouse.netty");
    private static final int TLS_1_2 = 0x0303;
    private static final int TLS_1_3 = 0x0304;
    private static final Set<String> OTHER_KEYS = Set.of("EdDSA", "RSASSA-PSS");

    private final LiveCertificates certificates;
    private final Bind bind;
    private final JdkServerEngines jdk;
    private final Contexts contexts;
    private @Nullable Generation current;

    OpenSslServerEngines(LiveCertificates certificates, Bind bind) {
        this(certificates, bind, OpenSslContexts::server);
    }

    OpenSslServerEngines(LiveCertificates certificates, Bind bind, Contexts contexts) {
        this.certificates = certificates;
        this.bind = bind;
        this.contexts = contexts;
        this.jdk = new JdkServerEngines(certificates, bind);
    }

    /** Makes what makes connections. */
    interface Contexts {
        SslContext of(CertificateSelector certificates, @Nullable ClientTrust clients) throws SSLException;
    }

    /**
     * What holds of the port at one moment.
     *
     * @param context null where OpenSSL refuses what it would be for
     */
    private record Generation(
            CertificateSelector selector,
            @Nullable ClientTrust clients,
            SessionTickets tickets,
            @Nullable SslContext context) {
        boolean isOf(CertificateSelector selector, @Nullable ClientTrust clients) {
            return this.selector == selector && Objects.equals(this.clients, clients);
        }

        @Nullable
        SSLEngine engine(ByteBufAllocator allocator, @Nullable String serverName) {
            if (context == null) {
                return null;
            }
            tickets.bind((OpenSslServerSessionContext) context.sessionContext(), serverName);
            return context.newEngine(allocator);
        }
    }

    @Override
    public SSLEngine engine(ByteBufAllocator allocator, ClientHello hello, ByteBuf bytes) {
        CertificateSelector selector = certificates.selector(bind);
        SSLEngine engine = canServe(hello, bytes, selector)
                ? engine(allocator, hello.serverName(), selector, certificates.clients(bind))
                : null;
        return engine != null ? engine : jdk.ofRequests();
    }

    /** OpenSSL, as Netty drives it, ends both directions when one ends. */
    @Override
    public SSLEngine ofStream() {
        return jdk.ofStream();
    }

    private synchronized @Nullable SSLEngine engine(
            ByteBufAllocator allocator,
            @Nullable String serverName,
            CertificateSelector selector,
            @Nullable ClientTrust clients) {
        Generation generation = current;
        if (generation == null || !generation.isOf(selector, clients)) {
            generation = next(generation, selector, clients);
            current = generation;
        }
        return generation.engine(allocator, serverName);
    }

    private Generation next(@Nullable Generation before, CertificateSelector selector, @Nullable ClientTrust clients) {
        if (before != null && before.context != null) {
            // What connections still need of it goes with the last of them.
            ReferenceCountUtil.release(before.context);
        }
        SessionTickets tickets = before != null && Objects.equals(before.clients, clients)
                ? before.tickets
                : new SessionTickets(clients != null, System::nanoTime);
        return new Generation(selector, clients, tickets, context(selector, clients));
    }

    private @Nullable SslContext context(CertificateSelector selector, @Nullable ClientTrust clients) {
        try {
            return contexts.of(selector, clients);
        } catch (SSLException e) {
            LOG.log(Level.WARNING, bind + ": OpenSSL does not take what the JVM's TLS does, which serves instead", e);
            return null;
        }
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
