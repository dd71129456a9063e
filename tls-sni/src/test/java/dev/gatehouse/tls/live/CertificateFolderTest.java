package dev.gatehouse.tls.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateFolderTest {
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    Path folder;

    private final Observed observed = new Observed();
    private int states;

    @Test
    void aMountedSecretIsReadAgainAtEverySwap() throws Exception {
        mount(folder, MintedCertificate.selfSigned("a.example"));
        try (CertificateFolder certificates = open(NEVER)) {
            for (int i = 0; i < 5; i++) {
                MintedCertificate renewed = MintedCertificate.selfSigned("a.example");
                mount(folder, renewed);
                certificates.reload();
                assertShown(renewed, certificates, "a.example");
            }
            String name = folder.getFileName().toString();
            List<String> heard = observed.heard();
            assertEquals("added " + name, heard.get(0));
            assertEquals(Collections.nCopies(5, "rotated " + name + " [a.example]"), heard.subList(1, heard.size()));
            certificates.reload();
            assertEquals(List.of(), observed.heard());
        }
    }

    /** Without being told to. */
    @Test
    void itLooksByItself() throws Exception {
        mount(folder, MintedCertificate.selfSigned("a.example"));
        CountDownLatch swaps = new CountDownLatch(3);
        CertificateObserver counting = new CertificateObserver() {
            @Override
            public void rotated(ServerCertificate certificate) {
                swaps.countDown();
            }
        };
        try (CertificateFolder certificates = CertificateFolder.builder(folder)
                .period(Duration.ofMillis(5))
                .observer(counting)
                .open()) {
            MintedCertificate last = null;
            for (int i = 0; i < 1000 && swaps.getCount() > 0; i++) {
                last = MintedCertificate.selfSigned("a.example");
                mount(folder, last);
                swaps.await(20, TimeUnit.MILLISECONDS);
            }
            assertEquals(0, swaps.getCount());
            certificates.reload();
            assertShown(last, certificates, "a.example");
        }
    }

    @Test
    void manyFolders() throws Exception {
        MintedCertificate one = MintedCertificate.selfSigned("one.example");
        MintedCertificate two = MintedCertificate.selfSigned("two.example");
        mount(folder.resolve("2"), two);
        write(folder.resolve("1"), one);
        Files.createDirectories(folder.resolve("empty"));
        try (CertificateFolder certificates = open(NEVER)) {
            assertShown(one, certificates, "one.example");
            assertShown(two, certificates, "two.example");
            assertShown(one, certificates, "three.example");
            assertShown(one, certificates, null);
            MintedCertificate three = MintedCertificate.selfSigned("three.example");
            write(folder.resolve("3"), three);
            certificates.reload();
            assertShown(three, certificates, "three.example");
            assertEquals(3, certificates.expiries().size());
            assertEquals(List.of(), certificates.problems());
        }
    }

    @Test
    void halfWrittenFilesAreNotCounted() throws Exception {
        MintedCertificate before = MintedCertificate.selfSigned("a.example");
        MintedCertificate after = MintedCertificate.selfSigned("a.example");
        write(folder, before);
        try (CertificateFolder certificates = open(NEVER)) {
            Files.writeString(folder.resolve("tls.crt"), after.certificatePem());
            observed.heard();
            certificates.reload();
            assertEquals(List.of(), observed.heard());
            assertShown(before, certificates, "a.example");
            write(folder, after);
            certificates.reload();
            assertShown(after, certificates, "a.example");
            assertEquals(1, observed.heard().size());
        }
    }

    @Test
    void whatStaysBrokenIsReportedOnceAndWhatIsGoneStays() throws Exception {
        MintedCertificate before = MintedCertificate.selfSigned("a.example");
        write(folder, before);
        String name = folder.getFileName().toString();
        try (CertificateFolder certificates = open(NEVER)) {
            Files.writeString(folder.resolve("tls.key"), "no key");
            for (int i = 0; i < 4; i++) {
                certificates.reload();
            }
            assertEquals(List.of("added " + name, "refused " + name + " tls-secret-malformed"), observed.heard());
            assertShown(before, certificates, "a.example");
            Files.delete(folder.resolve("tls.key"));
            Files.delete(folder.resolve("tls.crt"));
            certificates.reload();
            assertShown(before, certificates, "a.example");
            MintedCertificate after = MintedCertificate.selfSigned("a.example");
            write(folder, after);
            certificates.reload();
            assertShown(after, certificates, "a.example");
        }
    }

    @Test
    void brokenFromTheStartIsNotServed() throws Exception {
        Files.writeString(folder.resolve("tls.crt"), "nothing");
        try (CertificateFolder certificates = open(NEVER)) {
            assertNull(certificates.selector().select("a.example", List.of("EC")));
            MintedCertificate good = MintedCertificate.selfSigned("a.example");
            write(folder, good);
            certificates.reload();
            assertShown(good, certificates, "a.example");
        }
    }

    /** Kubernetes takes no Secret of more than a mebibyte. */
    @ParameterizedTest
    @CsvSource({"1048576, true", "1048577, false"})
    void aFileThatIsTooLargeIsNotRead(int length, boolean read) throws Exception {
        MintedCertificate minted = MintedCertificate.selfSigned("a.example");
        write(folder, minted);
        String pem = minted.certificatePem();
        Files.writeString(folder.resolve("tls.crt"), pem + "\n".repeat(length - pem.length()));
        try (CertificateFolder certificates = open(NEVER)) {
            assertEquals(read, certificates.selector().recognizes("a.example"));
        }
    }

    /** Neither are the states of a mounted Secret, nor what lies beside the three files. */
    @Test
    void hiddenFoldersAreNoSecrets() throws Exception {
        write(folder.resolve(".backup"), MintedCertificate.selfSigned("old.example"));
        mount(folder, MintedCertificate.selfSigned("a.example"));
        Files.writeString(folder.resolve("ca.crt"), "beside");
        try (CertificateFolder certificates = open(NEVER)) {
            assertEquals(List.of("added " + folder.getFileName()), observed.heard());
            assertEquals(1, certificates.expiries().size());
        }
    }

    /** Where a problem is, by the folder. */
    @Test
    void aProblemHasItsPlace() throws Exception {
        Files.createDirectories(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken").resolve("tls.crt"), "nothing");
        try (CertificateFolder certificates = open(NEVER)) {
            Problem problem = certificates.problems().get(0);
            assertEquals("broken", Objects.requireNonNull(problem.resource()).name());
            assertEquals(folder.resolve("broken").toString(), problem.source().file());
        }
    }

    @Test
    void aFolderThatIsNotThereIsSaidToBe() {
        assertThrows(
                IOException.class,
                () -> CertificateFolder.builder(folder.resolve("none")).open());
    }

    private CertificateFolder open(Duration period) throws IOException {
        return CertificateFolder.builder(folder)
                .period(period)
                .observer(observed)
                .open();
    }

    private static void assertShown(MintedCertificate expected, CertificateFolder certificates, String name) {
        ServerCertificate shown = certificates.selector().select(name, List.of("EC"));
        assertNotNull(shown);
        assertEquals(expected.chain(), shown.chain());
    }

    private static void write(Path folder, MintedCertificate certificate) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("tls.crt"), certificate.certificatePem());
        Files.writeString(folder.resolve("tls.key"), certificate.privateKeyPem());
    }

    /** As Kubernetes does: a folder of the new state, and then one rename that swaps the link to the current one. */
    private void mount(Path folder, MintedCertificate certificate) throws IOException {
        Files.createDirectories(folder);
        Path link = folder.resolve("..data");
        Path before = Files.exists(link) ? link.toRealPath() : null;
        Path state = folder.resolve("..state-" + states++);
        write(state, certificate);
        Path fresh = Files.createSymbolicLink(folder.resolve("..data_tmp"), state.getFileName());
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        for (String key : List.of("tls.crt", "tls.key")) {
            if (!Files.exists(folder.resolve(key))) {
                Files.createSymbolicLink(folder.resolve(key), Path.of("..data", key));
            }
            if (before != null) {
                Files.delete(before.resolve(key));
            }
        }
        if (before != null) {
            Files.delete(before);
        }
    }
}
