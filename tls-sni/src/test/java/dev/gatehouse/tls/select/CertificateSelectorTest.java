package dev.gatehouse.tls.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tls.certificate.MintedCertificate.KeyType;
import dev.gatehouse.tls.certificate.ServerCertificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateSelectorTest {
    private static final List<String> ANY = List.of("EC", "EdDSA", "RSA");
    private static final ServerCertificate SHOP = Certificates.of(KeyType.EC, "shop.example");
    private static final ServerCertificate WILD = Certificates.of(KeyType.EC, "*.shop.example");
    private static final ServerCertificate CART = Certificates.of(KeyType.EC, "cart.shop.example");
    private static final ServerCertificate CART_ED = Certificates.of(KeyType.ED25519, "cart.shop.example");
    private static final ServerCertificate CART_EXPIRED = Certificates.expired(KeyType.EC, "cart.shop.example");
    private static final ServerCertificate DEFAULT = Certificates.of(KeyType.EC, "default.example");

    @Nested
    class Listeners {
        private final Map<String, ServerCertificate> certificates = Map.of(
                "cart.shop.example", Certificates.of(KeyType.EC, "one.example"),
                "*.shop.example", Certificates.of(KeyType.EC, "two.example"),
                "*.eu.shop.example", Certificates.of(KeyType.EC, "three.example"),
                "*.example", Certificates.of(KeyType.EC, "four.example"),
                "none", Certificates.of(KeyType.EC, "five.example"));

        @ParameterizedTest(name = "{0} is answered by listener {1}")
        @CsvSource({
            "cart.shop.example, cart.shop.example",
            "CART.Shop.Example, cart.shop.example",
            "cart.shop.example., cart.shop.example",
            "other.shop.example, *.shop.example",
            "a_b.shop.example, *.shop.example",
            "a.b.shop.example, *.shop.example",
            "a.cart.shop.example, *.shop.example",
            "eu.shop.example, *.shop.example",
            "a.eu.shop.example, *.eu.shop.example",
            "a.b.eu.shop.example, *.eu.shop.example",
            "shop.example, *.example",
            "ashop.example, *.example",
            "example, none",
            "example.org, none",
            ", none",
            "127.0.0.1, none",
            "::1, none",
        })
        void theMostSpecificOwnsTheName(String serverName, String listener) {
            CertificateSelector selector = CertificateSelector.of(
                    certificates.entrySet().stream()
                            .map(entry -> listener(
                                    entry.getKey().equals("none") ? null : entry.getKey(),
                                    CertificateEntry.of(entry.getValue())))
                            .toList(),
                    null);
            assertSame(certificates.get(listener), selector.select(serverName, ANY));
            assertTrue(selector.recognizes(serverName));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.example", "shop.example", "a.b", "example"})
    void namesOfNoListenerAreRefused(String serverName) {
        CertificateSelector selector =
                CertificateSelector.of(List.of(listener("*.shop.example", CertificateEntry.of(WILD))), null);
        assertNull(selector.select(serverName, ANY));
        assertNull(selector.select(null, ANY));
        assertFalse(selector.recognizes(serverName));
        assertFalse(selector.recognizes(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*.shop.example",
                ".shop.example",
                "a..shop.example",
                "a\0.shop.example",
                "\u212a.shop.example",
                ""
            })
    void whatIsNoNameIsRefusedThoughThereIsADefault(String serverName) {
        CertificateSelector selector = CertificateSelector.of(
                List.of(
                        listener("*.shop.example", CertificateEntry.of(WILD)),
                        listener(null, CertificateEntry.of(SHOP))),
                DEFAULT);
        assertNull(selector.select(serverName, ANY));
    }

    @Test
    void aListenerWithoutCertificatesLendsItsNamesToNobody() {
        CertificateSelector selector = CertificateSelector.of(
                List.of(
                        listener("cart.shop.example"),
                        listener("*.shop.example", CertificateEntry.of(WILD)),
                        listener(null, CertificateEntry.of(CART))),
                DEFAULT);
        assertNull(selector.select("cart.shop.example", ANY));
        assertSame(WILD, selector.select("other.shop.example", ANY));
    }

    @Test
    void listenersWithOneHostnameAreTakenTogether() {
        CertificateSelector selector = CertificateSelector.of(
                List.of(
                        listener("*.shop.example", CertificateEntry.of(WILD)),
                        listener("*.shop.example", CertificateEntry.of(CART))),
                null);
        assertSame(CART, selector.select("cart.shop.example", ANY));
        assertSame(WILD, selector.select("other.shop.example", ANY));
    }

    @Nested
    class WithinAListener {
        private final CertificateSelector selector = CertificateSelector.of(
                List.of(listener(
                        null, CertificateEntry.of(SHOP), CertificateEntry.of(WILD), CertificateEntry.of(CART))),
                DEFAULT);

        @Test
        void theNameItselfIsBetterThanAWildcard() {
            assertSame(CART, selector.select("cart.shop.example", ANY));
        }

        @Test
        void aWildcardStandsForOneLabel() {
            assertSame(WILD, selector.select("other.shop.example", ANY));
            assertSame(SHOP, selector.select("a.cart.shop.example", ANY));
        }

        @Test
        void theFirstStandsInForOtherNames() {
            assertSame(SHOP, selector.select("example.org", ANY));
            assertSame(SHOP, selector.select(null, ANY));
        }
    }

    @Nested
    class KeyTypes {
        @Test
        void theClientsPreferenceDecides() {
            for (List<ServerCertificate> order : List.of(List.of(CART, CART_ED), List.of(CART_ED, CART))) {
                CertificateSelector selector = selector(order.toArray(ServerCertificate[]::new));
                assertSame(CART, selector.select("cart.shop.example", List.of("EC", "EdDSA")));
                assertSame(CART_ED, selector.select("cart.shop.example", List.of("EdDSA", "EC")));
                assertSame(CART_ED, selector.select("cart.shop.example", List.of("RSA", "EdDSA")));
                assertNull(selector.select("cart.shop.example", List.of("RSA")));
                assertEquals(order, selector.candidates("cart.shop.example", ANY));
            }
        }

        @Test
        void theBetterNameIsBetterThanThePreferredKey() {
            CertificateSelector selector = selector(WILD, CART_ED);
            assertSame(CART_ED, selector.select("cart.shop.example", List.of("EC", "EdDSA")));
        }

        @Test
        void aNameThatTheClientCannotUseGivesWay() {
            CertificateSelector selector = selector(WILD, CART_ED);
            assertSame(WILD, selector.select("cart.shop.example", List.of("EC")));
        }

        @Test
        void theFirstBringsItsTwin() {
            ServerCertificate shopEd = Certificates.of(KeyType.ED25519, "shop.example");
            CertificateSelector twins = selector(SHOP, CART_ED, shopEd);
            assertSame(shopEd, twins.select("example.org", List.of("EdDSA", "EC")));
            CertificateSelector strangers = selector(SHOP, CART_ED);
            assertSame(SHOP, strangers.select("example.org", List.of("EdDSA", "EC")));
        }

        /** As many as a listener may refer to; with more, one client could have every certificate read. */
        @Test
        void sixtyFourStandInForOtherNames() {
            ServerCertificate[] certificates = new ServerCertificate[65];
            Arrays.fill(certificates, SHOP);
            certificates[63] = CART_ED;
            assertSame(CART_ED, selector(certificates).select("example.org", List.of("EdDSA")));
            certificates[63] = SHOP;
            certificates[64] = CART_ED;
            assertNull(selector(certificates).select("example.org", List.of("EdDSA")));
            assertSame(CART_ED, selector(certificates).select("cart.shop.example", List.of("EdDSA")));
        }

        @Test
        void theDefaultMustBeUsableToo() {
            CertificateSelector selector = CertificateSelector.of(List.of(), DEFAULT);
            assertSame(DEFAULT, selector.select("example.org", List.of("EC")));
            assertNull(selector.select("example.org", List.of("RSA")));
        }
    }

    @Nested
    class Validity {
        @Test
        void theValidOneIsPreferred() {
            assertSame(CART, selector(CART_EXPIRED, CART).select("cart.shop.example", ANY));
            assertSame(CART_ED, selector(CART_EXPIRED, CART_ED).select("cart.shop.example", List.of("EC", "EdDSA")));
        }

        @Test
        void anExpiredOneIsBetterThanNone() {
            assertSame(CART_EXPIRED, selector(WILD, CART_EXPIRED).select("cart.shop.example", ANY));
        }

        @Test
        void isAskedOfTheClock() {
            CertificateSelector selector = CertificateSelector.of(
                    List.of(listener(null, CertificateEntry.of(CART), CertificateEntry.of(CART_EXPIRED))),
                    null,
                    () -> CART_EXPIRED.notBefore());
            assertSame(CART_EXPIRED, selector.select("cart.shop.example", ANY));
        }
    }

    @Nested
    class Ingress {
        private final CertificateSelector selector = CertificateSelector.of(
                List.of(listener(
                        null,
                        new CertificateEntry(hosts("*.shop.example"), SHOP),
                        new CertificateEntry(hosts("cart.shop.example", "pay.example"), WILD))),
                DEFAULT);

        @Test
        void itsHostsDecideAndNotTheCertificatesNames() {
            assertSame(WILD, selector.select("cart.shop.example", ANY));
            assertSame(WILD, selector.select("pay.example", ANY));
            assertSame(SHOP, selector.select("other.shop.example", ANY));
        }

        @ParameterizedTest
        @ValueSource(strings = {"shop.example", "a.b.shop.example", "example.org"})
        void otherNamesGetTheDefault(String serverName) {
            assertSame(DEFAULT, selector.select(serverName, ANY));
            assertSame(DEFAULT, selector.select(null, ANY));
        }

        @Test
        void anEntryWithoutHostsIsTheDefault() {
            CertificateSelector withOne = CertificateSelector.of(
                    List.of(listener(
                            null, new CertificateEntry(hosts("pay.example"), WILD), CertificateEntry.of(CART))),
                    DEFAULT);
            assertSame(CART, withOne.select("example.org", ANY));
            assertSame(WILD, withOne.select("pay.example", ANY));
        }

        @Test
        void theOlderEntryWins() {
            CertificateSelector twice = CertificateSelector.of(
                    List.of(listener(
                            null,
                            new CertificateEntry(hosts("pay.example"), SHOP),
                            new CertificateEntry(hosts("pay.example"), CART))),
                    null);
            assertSame(SHOP, twice.select("pay.example", ANY));
        }

        private static List<Hostname> hosts(String... hosts) {
            return Stream.of(hosts).map(Hostname::new).toList();
        }
    }

    @Test
    void nothingIsChosenFromNothing() {
        CertificateSelector selector = CertificateSelector.of(List.of(), null);
        assertNull(selector.select("shop.example", ANY));
        assertNull(selector.select(null, ANY));
        assertFalse(selector.recognizes(null));
    }

    private static CertificateSelector selector(ServerCertificate... certificates) {
        return CertificateSelector.of(
                List.of(new ListenerCertificates(
                        null, Stream.of(certificates).map(CertificateEntry::of).toList())),
                null);
    }

    private static ListenerCertificates listener(String hostname, CertificateEntry... entries) {
        return new ListenerCertificates(hostname == null ? null : new Hostname(hostname), List.of(entries));
    }
}
