package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.Http2Limits;
import dev.gatehouse.netty.codec.MessageLimits;
import dev.gatehouse.netty.upstream.UpstreamLimits;
import java.time.Duration;
import java.util.Objects;

/**
 * How long a front end waits, and how much it takes. Immutable; start from {@link #defaults}, which are fit for a front end that strangers
 * reach, and change what differs:
 *
 * <pre>{@code
 * FrontEndLimits limits = FrontEndLimits.defaults().toBuilder().answer(Duration.ofSeconds(10)).build();
 * }</pre>
 */
public final class FrontEndLimits {
    private static final FrontEndLimits DEFAULTS = new Builder().build();

    private final Builder set;

    private FrontEndLimits(Builder set) {
        this.set = set;
    }

    /** The defaults of each. */
    public static FrontEndLimits defaults() {
        return DEFAULTS;
    }

    /** To change some, and keep the others. */
    public Builder toBuilder() {
        return new Builder(set);
    }

    /** For the head of a request to be complete: from its first byte, of a new connection from its opening on. 10 seconds. */
    public Duration head() {
        return set.head;
    }

    /** For a TLS handshake; where the ClientHello decides who answers it, for that, and then again. 10 seconds. */
    public Duration handshake() {
        return set.handshake;
    }

    /** How long a connection may be open with no request on it. 60 seconds. */
    public Duration idle() {
        return set.idle;
    }

    /** How long a client may keep us waiting in one message, body or answer, before its rate counts. 10 seconds. */
    public Duration clientGrace() {
        return set.clientGrace;
    }

    /** Bytes that a client must send or take for each further second that it keeps us waiting. 240. */
    public int clientRate() {
        return set.clientRate;
    }

    /** For a connection to an endpoint; then 504. 2 seconds. */
    public Duration connect() {
        return set.connect;
    }

    /**
     * For an endpoint's head, from when it has the whole request, where the route sets no {@code timeouts}; then 504. 60 seconds.
     */
    public Duration answer() {
        return set.answer;
    }

    /** For each further piece of an endpoint's body; then the answer is cut. 5 minutes. */
    public Duration answerIdle() {
        return set.answerIdle;
    }

    /** How long a tunnel (WebSocket, TCPRoute, TLSRoute) may be silent in both directions. 1 hour. */
    public Duration tunnelIdle() {
        return set.tunnelIdle;
    }

    /** How long a flow of datagrams (UDPRoute) may be silent in both directions. 60 seconds. */
    public Duration datagramIdle() {
        return set.datagramIdle;
    }

    /** Flows of datagrams at once, over all ports, each with a socket of its own; datagrams that would begin another are dropped. 10,000. */
    public int datagramSessions() {
        return set.datagramSessions;
    }

    /** How long a free connection to an endpoint is kept. 30 seconds. */
    public Duration upstreamIdle() {
        return set.upstreamIdle;
    }

    /** Bytes of a head, trailers included; then 431. 32 KiB. */
    public int headBytes() {
        return set.headBytes;
    }

    /** Header lines of a message, each crumb of a cookie counted; then 431. 100. */
    public int fields() {
        return set.fields;
    }

    /** Bytes of a request target; then 414. 8 KiB. */
    public int target() {
        return set.target;
    }

    /** Streams of a HTTP/2 connection at once. 100. */
    public int streams() {
        return set.streams;
    }

    /** Bytes that a stream may send ahead of its reader. 64 KiB. */
    public int streamWindow() {
        return set.streamWindow;
    }

    /** Bytes that all streams of a connection may. 1 MiB. */
    public int connectionWindow() {
        return set.connectionWindow;
    }

    /** Streams of a connection in 30 seconds that either side ended early; then the connection is. 200. */
    public int resets() {
        return set.resets;
    }

    /** Control frames (PING, SETTINGS, PRIORITY, unknown ones) of a connection in 30 seconds; then it is ended. 1000. */
    public int controlFrames() {
        return set.controlFrames;
    }

    /** Requests on a connection; the last is told that it is. 10,000. */
    public int requestsPerConnection() {
        return set.requestsPerConnection;
    }

    /** Connections of clients at once, over all ports; those beyond are closed. 20,000. */
    public int connections() {
        return set.connections;
    }

    /** Connections to one endpoint at once; requests that would need another get 503. 1024. */
    public int upstreamConnections() {
        return set.upstreamConnections;
    }

    /** Requests that wait for a connection to one endpoint; those beyond get 503. 1024. */
    public int upstreamPending() {
        return set.upstreamPending;
    }

    /** Free connections of HTTP/1.1 that each event loop keeps for an endpoint. 256. */
    public int upstreamIdleConnections() {
        return set.upstreamIdleConnections;
    }

    /** Requests at once that code in this process answers; those beyond get 503. 1024. */
    public int handlers() {
        return set.handlers;
    }

    /** Event loops, each a thread: they serve everything but {@link #handlers} and never wait. As many as there are processors. */
    public int threads() {
        return set.threads;
    }

    MessageLimits message() {
        return new MessageLimits(set.headBytes, set.fields, set.target);
    }

    Http2Limits http2() {
        return new Http2Limits(set.streams, set.streamWindow, set.connectionWindow, set.resets, set.controlFrames);
    }

    UpstreamLimits upstream() {
        return new UpstreamLimits(
                set.connect,
                set.upstreamIdle,
                set.upstreamIdleConnections,
                set.upstreamConnections,
                set.upstreamPending,
                set.handlers,
                message(),
                http2());
    }

    /** Changes some limits. Each refuses what is not positive with {@link IllegalArgumentException}. */
    public static final class Builder {
        private Duration head = Duration.ofSeconds(10);
        private Duration handshake = Duration.ofSeconds(10);
        private Duration idle = Duration.ofSeconds(60);
        private Duration clientGrace = Duration.ofSeconds(10);
        private int clientRate = 240;
        private Duration connect = Duration.ofSeconds(2);
        private Duration answer = Duration.ofSeconds(60);
        private Duration answerIdle = Duration.ofMinutes(5);
        private Duration tunnelIdle = Duration.ofHours(1);
        private Duration datagramIdle = Duration.ofSeconds(60);
        private int datagramSessions = 10_000;
        private Duration upstreamIdle = Duration.ofSeconds(30);
        private int headBytes = 32 * 1024;
        private int fields = 100;
        private int target = 8 * 1024;
        private int streams = 100;
        private int streamWindow = 64 * 1024;
        private int connectionWindow = 1024 * 1024;
        private int resets = 200;
        private int controlFrames = 1000;
        private int requestsPerConnection = 10_000;
        private int connections = 20_000;
        private int upstreamConnections = 1024;
        private int upstreamPending = 1024;
        private int upstreamIdleConnections = 256;
        private int handlers = 1024;
        private int threads = Runtime.getRuntime().availableProcessors();

        private Builder() {}

        private Builder(Builder other) {
            head = other.head;
            handshake = other.handshake;
            idle = other.idle;
            clientGrace = other.clientGrace;
            clientRate = other.clientRate;
            connect = other.connect;
            answer = other.answer;
            answerIdle = other.answerIdle;
            tunnelIdle = other.tunnelIdle;
            datagramIdle = other.datagramIdle;
            datagramSessions = other.datagramSessions;
            upstreamIdle = other.upstreamIdle;
            headBytes = other.headBytes;
            fields = other.fields;
            target = other.target;
            streams = other.streams;
            streamWindow = other.streamWindow;
            connectionWindow = other.connectionWindow;
            resets = other.resets;
            controlFrames = other.controlFrames;
            requestsPerConnection = other.requestsPerConnection;
            connections = other.connections;
            upstreamConnections = other.upstreamConnections;
            upstreamPending = other.upstreamPending;
            upstreamIdleConnections = other.upstreamIdleConnections;
            handlers = other.handlers;
            threads = other.threads;
        }

        /** Another {@link FrontEndLimits#head}. */
        public Builder head(Duration head) {
            this.head = positive(head, "head");
            return this;
        }

        /** Another {@link FrontEndLimits#handshake}. */
        public Builder handshake(Duration handshake) {
            this.handshake = positive(handshake, "handshake");
            return this;
        }

        /** Another {@link FrontEndLimits#idle}. */
        public Builder idle(Duration idle) {
            this.idle = positive(idle, "idle");
            return this;
        }

        /** Another {@link FrontEndLimits#clientGrace} and {@link FrontEndLimits#clientRate}. */
        public Builder clientPace(Duration grace, int rate) {
            this.clientGrace = positive(grace, "grace");
            this.clientRate = positive(rate, "rate");
            return this;
        }

        /** Another {@link FrontEndLimits#connect}. */
        public Builder connect(Duration connect) {
            this.connect = positive(connect, "connect");
            return this;
        }

        /** Another {@link FrontEndLimits#answer}. */
        public Builder answer(Duration answer) {
            this.answer = positive(answer, "answer");
            return this;
        }

        /** Another {@link FrontEndLimits#answerIdle}. */
        public Builder answerIdle(Duration answerIdle) {
            this.answerIdle = positive(answerIdle, "answerIdle");
            return this;
        }

        /** Another {@link FrontEndLimits#tunnelIdle}. */
        public Builder tunnelIdle(Duration tunnelIdle) {
            this.tunnelIdle = positive(tunnelIdle, "tunnelIdle");
            return this;
        }

        /** Another {@link FrontEndLimits#datagramIdle}. */
        public Builder datagramIdle(Duration datagramIdle) {
            this.datagramIdle = positive(datagramIdle, "datagramIdle");
            return this;
        }

        /** Another {@link FrontEndLimits#datagramSessions}. */
        public Builder datagramSessions(int datagramSessions) {
            this.datagramSessions = positive(datagramSessions, "datagramSessions");
            return this;
        }

        /** Another {@link FrontEndLimits#upstreamIdle}. */
        public Builder upstreamIdle(Duration upstreamIdle) {
            this.upstreamIdle = positive(upstreamIdle, "upstreamIdle");
            return this;
        }

        /** Another {@link FrontEndLimits#headBytes}. */
        public Builder headBytes(int headBytes) {
            this.headBytes = positive(headBytes, "headBytes");
            return this;
        }

        /** Another {@link FrontEndLimits#fields}. */
        public Builder fields(int fields) {
            this.fields = positive(fields, "fields");
            return this;
        }

        /** Another {@link FrontEndLimits#target}. */
        public Builder target(int target) {
            this.target = positive(target, "target");
            return this;
        }

        /** Another {@link FrontEndLimits#streams}. */
        public Builder streams(int streams) {
            this.streams = positive(streams, "streams");
            return this;
        }

        /** Another {@link FrontEndLimits#streamWindow} and {@link FrontEndLimits#connectionWindow}. */
        public Builder windows(int stream, int connection) {
            this.streamWindow = positive(stream, "stream");
            this.connectionWindow = positive(connection, "connection");
            return this;
        }

        /** Another {@link FrontEndLimits#resets}. */
        public Builder resets(int resets) {
            this.resets = positive(resets, "resets");
            return this;
        }

        /** Another {@link FrontEndLimits#controlFrames}. */
        public Builder controlFrames(int controlFrames) {
            this.controlFrames = positive(controlFrames, "controlFrames");
            return this;
        }

        /** Another {@link FrontEndLimits#requestsPerConnection}. */
        public Builder requestsPerConnection(int requestsPerConnection) {
            this.requestsPerConnection = positive(requestsPerConnection, "requestsPerConnection");
            return this;
        }

        /** Another {@link FrontEndLimits#connections}. */
        public Builder connections(int connections) {
            this.connections = positive(connections, "connections");
            return this;
        }

        /** Another {@link FrontEndLimits#upstreamConnections}. */
        public Builder upstreamConnections(int upstreamConnections) {
            this.upstreamConnections = positive(upstreamConnections, "upstreamConnections");
            return this;
        }

        /** Another {@link FrontEndLimits#upstreamPending}. */
        public Builder upstreamPending(int upstreamPending) {
            this.upstreamPending = positive(upstreamPending, "upstreamPending");
            return this;
        }

        /** Another {@link FrontEndLimits#upstreamIdleConnections}. */
        public Builder upstreamIdleConnections(int upstreamIdleConnections) {
            this.upstreamIdleConnections = positive(upstreamIdleConnections, "upstreamIdleConnections");
            return this;
        }

        /** Another {@link FrontEndLimits#handlers}. */
        public Builder handlers(int handlers) {
            this.handlers = positive(handlers, "handlers");
            return this;
        }

        /** Another {@link FrontEndLimits#threads}. */
        public Builder threads(int threads) {
            this.threads = positive(threads, "threads");
            return this;
        }

        /** These limits. */
        public FrontEndLimits build() {
            return new FrontEndLimits(new Builder(this));
        }

        private static Duration positive(Duration value, String name) {
            Objects.requireNonNull(value, name);
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
            }
            return value;
        }

        private static int positive(int value, String name) {
            if (value <= 0) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
            }
            return value;
        }
    }
}
