package dev.gatehouse.jdkhttp;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a front end waits, and how much it takes. Immutable; start from {@link #defaults} and change what differs.
 *
 * <p>Deadlines are watched four times a second, so one may pass up to a quarter of a second late.
 *
 * @param head for a request's head to be complete, from its first byte on; the TLS handshake is part of the first. 10 seconds
 * @param clientGrace how long a client may keep us waiting in one message, body or answer, before its rate counts. 10 seconds
 * @param clientRate bytes that a client must send or take for each further second that it keeps us waiting. 240
 * @param connect for a connection to an endpoint; then 504. 2 seconds
 * @param answer for an endpoint's head, from when it has the whole request, where the route sets no {@code timeouts}; then 504.
 *     60 seconds
 * @param answerIdle for each further piece of an endpoint's body; then the answer is cut. 5 minutes
 * @param fields header lines in a request; then 431. 100
 * @param bodyCopy bytes of a request's body that are kept while it is sent, for a rule with retries or mirrors; a larger one is sent once
 *     and not copied. 64 KiB
 * @param threads requests served at once where the JVM has no virtual threads that fit ({@link JdkFrontEnd}). 256
 */
public record FrontEndLimits(
        Duration head,
        Duration clientGrace,
        int clientRate,
        Duration connect,
        Duration answer,
        Duration answerIdle,
        int fields,
        int bodyCopy,
        int threads) {
    private static final FrontEndLimits DEFAULTS = new FrontEndLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            240,
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            100,
            64 * 1024,
            256);

    /**
     * All of these.
     *
     * @throws IllegalArgumentException for a number or a duration that is not positive
     */
    public FrontEndLimits {
        positive(head, "head");
        positive(clientGrace, "clientGrace");
        positive(clientRate, "clientRate");
        positive(connect, "connect");
        positive(answer, "answer");
        positive(answerIdle, "answerIdle");
        positive(fields, "fields");
        positive(bodyCopy, "bodyCopy");
        positive(threads, "threads");
    }

    /** Fit for a front end that strangers reach. */
    public static FrontEndLimits defaults() {
        return DEFAULTS;
    }

    /** With another {@link #head}. */
    public FrontEndLimits withHead(Duration head) {
        return new FrontEndLimits(
                head, clientGrace, clientRate, connect, answer, answerIdle, fields, bodyCopy, threads);
    }

    /** With another {@link #clientGrace} and {@link #clientRate}. */
    public FrontEndLimits withClientPace(Duration grace, int rate) {
        return new FrontEndLimits(head, grace, rate, connect, answer, answerIdle, fields, bodyCopy, threads);
    }

    /** With another {@link #connect}. */
    public FrontEndLimits withConnect(Duration connect) {
        return new FrontEndLimits(
                head, clientGrace, clientRate, connect, answer, answerIdle, fields, bodyCopy, threads);
    }

    /** With another {@link #answer}. */
    public FrontEndLimits withAnswer(Duration answer) {
        return new FrontEndLimits(
                head, clientGrace, clientRate, connect, answer, answerIdle, fields, bodyCopy, threads);
    }

    /** With another {@link #answerIdle}. */
    public FrontEndLimits withAnswerIdle(Duration answerIdle) {
        return new FrontEndLimits(
                head, clientGrace, clientRate, connect, answer, answerIdle, fields, bodyCopy, threads);
    }

    /** With another {@link #fields}. */
    public FrontEndLimits withFields(int fields) {
        return new FrontEndLimits(
                head, clientGrace, clientRate, connect, answer, answerIdle, fields, bodyCopy, threads);
    }

    /** With another {@link #bodyCopy}. */
    public FrontEndLimits withBodyCopy(int bodyCopy) {
        return new FrontEndLimits(
                head, clientGrace, clientRate, connect, answer, answerIdle, fields, bodyCopy, threads);
    }

    /** With another {@link #threads}. */
    public FrontEndLimits withThreads(int threads) {
        return new FrontEndLimits(
                head, clientGrace, clientRate, connect, answer, answerIdle, fields, bodyCopy, threads);
    }

    private static void positive(Duration value, String name) {
        Objects.requireNonNull(value, name);
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }

    private static void positive(int value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
