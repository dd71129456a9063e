package dev.gatehouse.jdkhttp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown out of the handler: the JDK's server then closes the connection without finishing the message, which is how the client sees
 * that it is incomplete. Closing the exchange would write the last chunk and make it look whole.
 */
final class CutAnswer extends IOException {
    private static final long serialVersionUID = 1L;

    CutAnswer(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
