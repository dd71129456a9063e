package dev.gatehouse.tls.hello;

/**
 * The bytes are no ClientHello, or none that all readers would read alike. The connection is to be closed, best after a fatal
 * alert; to go on with a default certificate would be to guess.
 *
 * @param reason what is wrong
 */
public record Refused(Reason reason) implements Reading {
    /** The description of the fatal alert to send (RFC 8446, 6.2), from 0 to 255. */
    public int alert() {
        return reason.alert();
    }

    /** What was wrong with the bytes, and the alert that the RFCs want for it. */
    public enum Reason {
        /** The first byte begins no handshake record: plain HTTP, an SSL 2 hello, an alert, noise. */
        NO_HANDSHAKE(Alert.UNEXPECTED_MESSAGE),
        /** The major version of a record is not 3, which all versions from SSL 3.0 to TLS 1.3 share. */
        RECORD_VERSION(Alert.PROTOCOL_VERSION),
        /** A handshake record is empty (RFC 8446, 5.1). */
        EMPTY_RECORD(Alert.UNEXPECTED_MESSAGE),
        /** A record is longer than 2^14 bytes, which is the most that one in the clear may have (RFC 8446, 5.1). */
        RECORD_TOO_LONG(Alert.RECORD_OVERFLOW),
        /** A record of another kind stands between the parts of the ClientHello (RFC 8446, 5.1). */
        INTERRUPTED(Alert.UNEXPECTED_MESSAGE),
        /** The ClientHello is cut into more records than {@link HelloReader#MAX_RECORDS}. */
        TOO_MANY_RECORDS(Alert.UNEXPECTED_MESSAGE),
        /** The first handshake message is another one. */
        NO_CLIENT_HELLO(Alert.UNEXPECTED_MESSAGE),
        /** The announced length is more than {@link HelloReader#MAX_LENGTH}. */
        TOO_LONG(Alert.ILLEGAL_PARAMETER),
        /** The record does not end with the ClientHello, after which a client has to wait for an answer. */
        SURPLUS(Alert.UNEXPECTED_MESSAGE),
        /** A length leads beyond what it is a part of, or leaves something over, or is none that its field may have. */
        MALFORMED(Alert.DECODE_ERROR),
        /** The version is older than SSL 3.0. */
        VERSION(Alert.PROTOCOL_VERSION),
        /** The null compression method is not offered (RFC 5246, 7.4.1.2). */
        NO_NULL_COMPRESSION(Alert.ILLEGAL_PARAMETER),
        /** Two extensions have one type (RFC 8446, 4.2). */
        DUPLICATE_EXTENSION(Alert.ILLEGAL_PARAMETER),
        /** {@code pre_shared_key} is not the last extension (RFC 8446, 4.2.11). */
        PRE_SHARED_KEY_NOT_LAST(Alert.ILLEGAL_PARAMETER),
        /** Two server names have one type (RFC 6066, 3). */
        DUPLICATE_NAME(Alert.ILLEGAL_PARAMETER),
        /** The server name is neither a host name without a dot at the end (RFC 6066, 3) nor an address. */
        INVALID_NAME(Alert.ILLEGAL_PARAMETER);

        private final int alert;

        Reason(int alert) {
            this.alert = alert;
        }

        /** The description of the fatal alert to send (RFC 8446, 6.2), from 0 to 255. */
        public int alert() {
            return alert;
        }

        /** The alert descriptions of RFC 8446, 6.2. */
        private static final class Alert {
            static final int UNEXPECTED_MESSAGE = 10;
            static final int RECORD_OVERFLOW = 22;
            static final int ILLEGAL_PARAMETER = 47;
            static final int DECODE_ERROR = 50;
            static final int PROTOCOL_VERSION = 70;
        }
    }
}
