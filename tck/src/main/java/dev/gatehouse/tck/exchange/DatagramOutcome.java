package dev.gatehouse.tck.exchange;

/** What became of a {@link DatagramCall}. */
public sealed interface DatagramOutcome {
    /**
     * A datagram came in answer.
     *
     * @param text its content, byte for byte
     * @param answersQuery whether it is the answer of a DNS server to the query sent
     */
    record Replied(String text, boolean answersQuery) implements DatagramOutcome {}

    /**
     * None came.
     *
     * @param reason one sentence
     */
    record Silent(String reason) implements DatagramOutcome {}
}
