package dev.gatehouse.tls.hello;

import java.io.Serial;

/** Carries out of the parser why a ClientHello is refused. It has no stack trace: clients can cause as many as they like. */
final class Unacceptable extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final Refused.Reason reason;

    Unacceptable(Refused.Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Refused.Reason reason() {
        return reason;
    }
}
