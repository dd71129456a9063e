package dev.gatehouse.tls.context;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureKeysTest {
    @ParameterizedTest
    @CsvSource({
        "SHA256withECDSA, [EC]",
        "SHA256withECDSA_SECP256R1, [EC]",
        "SHA1withECDSA, [EC]",
        "SHA256withRSA, [RSA]",
        "RSASSA-PSS, '[RSA, RSASSA-PSS]'",
        "SHA256withRSA_PSS_PSS, [RSASSA-PSS]",
        "SHA512withRSA_PSS_PSS SHA256withECDSA, '[EC, RSASSA-PSS]'",
        "Ed25519, [EdDSA]",
        "Ed448 SHA384withRSA, '[EdDSA, RSA]'",
        "SHA256withDSA, []",
        "'', []",
    })
    void ofWhatAClientOffers(String algorithms, String keyTypes) {
        assertEquals(keyTypes, new TreeSet<>(SignatureKeys.of(algorithms.split(" "))).toString());
    }
}
