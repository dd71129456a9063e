package dev.gatehouse.tls.certificate;

import java.io.Serial;

/** Carries out of the readers of this room what is wrong with a text, as a phrase that follows the text's name. */
final class MalformedPem extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** The phrase says nothing of the text's content, which may be a key. */
    MalformedPem(String phrase) {
        super(phrase, null, false, false);
    }

    String phrase() {
        return String.valueOf(getMessage());
    }
}
