package dev.gatehouse.netty;

import io.netty.handler.ssl.OpenSsl;

/**
 * What speaks TLS, with clients and with backends. OpenSSL (in the form of BoringSSL, as Netty packs it) takes less processor time;
 * nothing is required.
 */
public enum TlsLibrary {
    /** {@link #OPENSSL} where it is there, else {@link #JDK}. */
    AUTO("auto"),
    /** The JVM's own, everywhere. */
    JDK("jdk"),
    /**
     * {@code netty-tcnative-boringssl-static}. Single connections are the JVM's still where it alone can serve them: with certificates of keys
     * other than EC and RSA, for names in an unusual spelling, and where they have to be refused.
     */
    OPENSSL("openssl");

    private final String text;

    TlsLibrary(String text) {
        this.text = text;
    }

    /**
     * This one, or what {@link #AUTO} means here.
     *
     * @throws IllegalStateException where it is not there, with what is missing
     */
    TlsLibrary present() {
        if (this == JDK) {
            return JDK;
        }
        Throwable absence = OpenSsl.unavailabilityCause();
        if (absence == null) {
            return OPENSSL;
        }
        if (this == AUTO) {
            return JDK;
        }
        throw new IllegalStateException(
                this + " cannot be used here (expected: io.netty:netty-tcnative-boringssl-static"
                        + " with the classifier of this system, such as linux-x86_64): " + absence,
                absence);
    }

    /**
     * Does nothing where this one can be used here.
     *
     * @throws IllegalStateException where it is not there, with what is missing
     */
    public void require() {
        present();
    }

    /** Such as {@code openssl}. */
    @Override
    public String toString() {
        return text;
    }
}
