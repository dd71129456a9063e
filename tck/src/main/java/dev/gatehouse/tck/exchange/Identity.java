package dev.gatehouse.tck.exchange;

/** A certificate, with what signed it, and its key, as PEM. */
public record Identity(String certificates, String privateKey) {
    /** Shows no key. */
    @Override
    public String toString() {
        return "Identity[" + certificates.length() + " characters of certificates]";
    }
}
