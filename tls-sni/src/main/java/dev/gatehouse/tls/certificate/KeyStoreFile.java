package dev.gatehouse.tls.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a PKCS#12 file (RFC 7292) holds for a server: the first private key, by the order of aliases, and its chain. */
final class KeyStoreFile {
    private static final int MAX_LENGTH = 1 << 20;

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private KeyStoreFile(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /** The leaf and after it its issuers; never empty. */
    List<X509Certificate> chain() {
        return chain;
    }

    PrivateKey key() {
        return key;
    }

    static KeyStoreFile read(byte[] bytes, char @Nullable [] password) throws MalformedPem {
        if (bytes.length > MAX_LENGTH) {
            throw new MalformedPem("has " + bytes.length + " bytes (expected: at most " + MAX_LENGTH + ")");
        }
        char[] opening = password == null ? new char[0] : password;
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), opening);
            List<String> aliases = Collections.list(store.aliases());
            Collections.sort(aliases);
            for (String alias : aliases) {
                Certificate[] certificates = store.getCertificateChain(alias);
                if (certificates != null && store.getKey(alias, opening) instanceof PrivateKey key) {
                    return new KeyStoreFile(chain(certificates), key);
                }
            }
        } catch (IOException e) {
            throw new MalformedPem(
                    e.getCause() instanceof UnrecoverableKeyException
                            ? closed(password)
                            : "is no PKCS#12 file, or a damaged one");
        } catch (GeneralSecurityException | RuntimeException e) {
            // Whatever the provider says may quote the bytes.
            throw new MalformedPem("holds a key or a certificate that cannot be read");
        }
        throw new MalformedPem("holds no private key with a certificate");
    }

    private static List<X509Certificate> chain(Certificate[] certificates) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : certificates) {
            chain.add((X509Certificate) certificate);
        }
        return chain;
    }

    private static String closed(char @Nullable [] password) {
        return password == null
                ? "is encrypted (expected: to be told its password)"
                : "is a PKCS#12 file that the password does not open, or a damaged one";
    }
}
