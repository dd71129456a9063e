package dev.gatehouse.tls.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectAltNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"*", "no scheme", "spiffe://example.com/robot"})
    void aUriThatIsNoneHidesNoHost(String uri) throws Exception {
        MintedCertificate minted = MintedCertificate.builder("A.example.com", "*.example.org")
                .uri(uri)
                .mint();
        SubjectAltNames names = SubjectAltNames.of(minted.certificate());
        assertEquals(List.of("a.example.com", "*.example.org"), names.dnsNames());
        ParsedCertificate read = ServerCertificate.parse(minted.toSecret("default", "tls"));
        assertEquals(List.of(), read.problems());
        assertNotNull(read.certificate());
    }

    @Test
    void withoutTheExtensionThereAreNoNames() throws Exception {
        SubjectAltNames names = SubjectAltNames.of(
                MintedCertificate.builder().authority("root").mint().certificate());
        assertEquals(new SubjectAltNames(List.of(), false), names);
    }
}
