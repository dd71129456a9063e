package dev.gatehouse.tls.certificate;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.jspecify.annotations.Nullable;

/** Opens a private key that is encrypted with a password (PKCS#8, RFC 5958, 3), by PBES2 or the older schemes that the JDK has. */
final class EncryptedKeys {
    /** As the JDK's limit for PKCS#12. Whoever writes a Secret could keep this process busy for ever otherwise. */
    private static final int MAX_ITERATIONS = 5_000_000;

    private static final String PBES2 = "1.2.840.113549.1.5.13";

    private EncryptedKeys() {}

    /** The bytes of the PKCS#8 key within. */
    static byte[] decrypt(byte[] encrypted, char @Nullable [] password) throws MalformedPem {
        if (password == null) {
            throw new MalformedPem(
                    "holds an encrypted private key (expected: one without a password, or to be told it)");
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            AlgorithmParameters parameters = info.getAlgParameters();
            if (parameters == null) {
                throw new MalformedPem(unknown(info.getAlgName()));
            }
            // The name of PBES2 says nothing; what its parameters are printed as is the name of their combination.
            String algorithm =
                    info.getAlgName().equals("PBES2") || info.getAlgName().equals(PBES2)
                            ? parameters.toString()
                            : info.getAlgName();
            if (iterations(parameters) > MAX_ITERATIONS) {
                throw new MalformedPem("holds an encrypted private key with more than " + MAX_ITERATIONS
                        + " iterations of its password");
            }
            return decrypt(info.getEncryptedData(), algorithm, parameters, password);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Whatever the provider says may quote the bytes.
            throw new MalformedPem("holds an encrypted private key that is damaged, or encrypted in a way that this JVM"
                    + " does not know (expected: PBES2 with PBKDF2 and AES)");
        }
    }

    private static byte[] decrypt(byte[] data, String algorithm, AlgorithmParameters parameters, char[] password)
            throws GeneralSecurityException, MalformedPem {
        PBEKeySpec secret = new PBEKeySpec(password);
        try {
            SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(secret);
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            byte[] clear = open(cipher, data);
            if (clear.length == 0 || clear[0] != Der.SEQUENCE) {
                Arrays.fill(clear, (byte) 0);
                throw wrongPassword();
            }
            return clear;
        } finally {
            secret.clearPassword();
        }
    }

    private static byte[] open(Cipher cipher, byte[] data) throws MalformedPem {
        try {
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw wrongPassword();
        }
    }

    private static MalformedPem wrongPassword() {
        return new MalformedPem("holds an encrypted private key that the password does not open");
    }

    private static int iterations(AlgorithmParameters parameters) throws GeneralSecurityException {
        return parameters.getParameterSpec(PBEParameterSpec.class).getIterationCount();
    }

    private static String unknown(String algorithm) {
        return "holds a private key encrypted with " + algorithm
                + ", which this JVM does not know (expected: PBES2 with PBKDF2 and AES)";
    }
}
