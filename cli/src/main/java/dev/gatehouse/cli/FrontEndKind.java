package dev.gatehouse.cli;

import dev.gatehouse.jdkhttp.JdkFrontEnd;
import dev.gatehouse.netty.NettyFrontEnd;
import dev.gatehouse.netty.ProxyProtocol;
import dev.gatehouse.netty.SocketTransport;
import dev.gatehouse.netty.TlsLibrary;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Capabilities;
import dev.gatehouse.routing.observe.ConnectionObserver;
import dev.gatehouse.routing.observe.Correlation;
import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.tck.Protocol;
import dev.gatehouse.tls.certificate.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which front end serves; spelt as on the command line. */
enum FrontEndKind {
    netty {
        @Override
        Capabilities capabilities() {
            return NettyFrontEnd.CAPABILITIES;
        }

        @Override
        Set<Protocol> speaks() {
            return EnumSet.allOf(Protocol.class);
        }

        @Override
        void prepare() {
            SocketTransport.AUTO.require();
            TlsLibrary.AUTO.require();
        }

        @Override
        RunningFrontEnd start(LiveRoutes routes, Sockets sockets, @Nullable ServerCertificate fallback)
                throws IOException {
            NettyFrontEnd.Builder builder =
                    NettyFrontEnd.builder(routes).address(sockets.address()).ports(sockets.ports());
            builder.limits(Limits.netty(sockets.limits())).proxyProtocol(sockets.proxy());
            builder.correlation(sockets.correlation());
            builder.transport(sockets.transport()).tls(sockets.tls()).http3(sockets.http3());
            sockets.binds().forEach(builder::port);
            if (fallback != null) {
                builder.defaultCertificate(fallback);
            }
            if (sockets.observer() != null) {
                builder.observer(sockets.observer());
            }
            if (sockets.connections() != null) {
                builder.connections(sockets.connections());
            }
            return new OnNetty(builder.start());
        }
    },
    jdk {
        @Override
        Capabilities capabilities() {
            return JdkFrontEnd.CAPABILITIES;
        }

        @Override
        Set<Protocol> speaks() {
            return EnumSet.of(Protocol.HTTP_1_1, Protocol.TLS_HANDSHAKE);
        }

        @Override
        RunningFrontEnd start(LiveRoutes routes, Sockets sockets, @Nullable ServerCertificate fallback)
                throws IOException {
            JdkFrontEnd.Builder builder =
                    JdkFrontEnd.builder(routes).address(sockets.address()).ports(sockets.ports());
            builder.limits(Limits.jdk(sockets.limits()));
            builder.correlation(sockets.correlation());
            sockets.binds().forEach(builder::port);
            if (fallback != null) {
                builder.defaultCertificate(fallback);
            }
            if (sockets.observer() != null) {
                builder.observer(sockets.observer());
            }
            return new OnJdk(builder.start());
        }
    };

    /**
     * Says whether it has these limits.
     *
     * @throws IllegalArgumentException for a name or a value that is not one
     */
    void check(Map<String, String> limits) {
        if (this == netty) {
            Limits.netty(limits);
        } else {
            Limits.jdk(limits);
        }
    }

    /** What it can carry out. */
    abstract Capabilities capabilities();

    /** What the cases of the compatibility kit may speak to it. */
    abstract Set<Protocol> speaks();

    /** Loads what its start needs and takes long to load, so that something else can be done meanwhile. */
    void prepare() {}

    /**
     * Opens the sockets and serves.
     *
     * @param fallback the certificate for names that no Ingress has one for; null for none
     */
    abstract RunningFrontEnd start(LiveRoutes routes, Sockets sockets, @Nullable ServerCertificate fallback)
            throws IOException;

    /**
     * Where to listen, and how much to take.
     *
     * @param ports the socket for a listener's port
     * @param binds those that have a socket of their own
     * @param limits the front end's own, by the names of its settings, where they are not its defaults
     * @param correlation what becomes of the fields by which a request is followed
     * @param observer of exchanges; null where nobody listens
     * @param connections null where nobody listens, and for front ends that cannot see them
     * @param proxy where Netty's front end speaks the PROXY protocol
     * @param transport what moves the bytes of Netty's front end
     * @param tls what speaks TLS in Netty's front end
     * @param http3 whether Netty's front end serves HTTP/3 too
     */
    record Sockets(
            InetAddress address,
            IntUnaryOperator ports,
            Map<Bind, Integer> binds,
            Map<String, String> limits,
            Correlation correlation,
            @Nullable ExchangeObserver observer,
            @Nullable ConnectionObserver connections,
            ProxyProtocol proxy,
            SocketTransport transport,
            TlsLibrary tls,
            boolean http3) {
        /** Where nobody listens, nobody speaks the PROXY protocol, and what is there is used. */
        Sockets(InetAddress address, IntUnaryOperator ports, Map<Bind, Integer> binds, Map<String, String> limits) {
            this(
                    address,
                    ports,
                    binds,
                    limits,
                    Correlation.DEFAULT,
                    null,
                    null,
                    ProxyProtocol.NONE,
                    SocketTransport.AUTO,
                    TlsLibrary.AUTO,
                    false);
        }

        /** The same, with the PROXY protocol somewhere else. */
        Sockets with(ProxyProtocol proxy) {
            return new Sockets(
                    address, ports, binds, limits, correlation, observer, connections, proxy, transport, tls, http3);
        }

        /** The same, with another library for TLS. */
        Sockets with(TlsLibrary tls) {
            return new Sockets(
                    address, ports, binds, limits, correlation, observer, connections, proxy, transport, tls, http3);
        }
    }

    private record OnNetty(NettyFrontEnd frontEnd) implements RunningFrontEnd {
        @Override
        public List<Bind> binds() {
            return frontEnd.binds();
        }

        @Override
        public int socketPort(Bind bind) {
            return frontEnd.socketPort(bind);
        }

        @Override
        public List<Problem> problems() {
            return frontEnd.problems();
        }

        @Override
        public String means() {
            return "Bytes are moved by " + frontEnd.transport() + ", TLS is that of " + frontEnd.tls() + ".";
        }

        @Override
        public void stop(Duration drain) {
            frontEnd.stop(drain);
        }
    }

    private record OnJdk(JdkFrontEnd frontEnd) implements RunningFrontEnd {
        @Override
        public List<Bind> binds() {
            return frontEnd.binds();
        }

        @Override
        public int socketPort(Bind bind) {
            return frontEnd.socketPort(bind);
        }

        @Override
        public List<Problem> problems() {
            return frontEnd.problems();
        }

        @Override
        public String means() {
            return "Bytes are moved and TLS is spoken by the JDK.";
        }

        @Override
        public void stop(Duration drain) {
            frontEnd.stop(drain);
        }
    }
}
