package dev.gatehouse.routing.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostnameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "example.com", "*.example.com", "a-b.c1", "1a.2", "*.com"})
    void isAHostName(String text) {
        assertNull(Hostname.problem(text));
        assertNotNull(Hostname.tryParse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                "a.*.com",
                "*a.com",
                "A.com",
                "a.com:80",
                "-a.com",
                "a-.com",
                "a..b",
                "a.",
                "1.2.3.4",
                "a_b.c",
                "[::1]"
            })
    void isNoHostName(String text) {
        assertNotNull(Hostname.problem(text));
        assertNull(Hostname.tryParse(text));
    }

    @ParameterizedTest(name = "{0} and {1} have {2} in common")
    @CsvSource({
        "a.x, a.x, a.x",
        "a.x, *.x, a.x",
        "*.x, a.x, a.x",
        "*.x, b.a.x, b.a.x",
        "*.x, x, ",
        "*.x, *.a.x, *.a.x",
        "*.a.x, *.x, *.a.x",
        "*.x, *.y, ",
        "*.x, a.bx, ",
        "*.x, *.x, *.x",
        "a.x, b.x, ",
    })
    void intersection(String one, String other, String common) {
        Hostname left = new Hostname(one);
        Hostname right = new Hostname(other);
        assertEquals(common, text(left.intersect(right)));
        assertEquals(common, text(right.intersect(left)));
    }

    @Test
    void fieldPathsReadAsKubernetesWritesThem() {
        FieldPath path = FieldPath.ROOT
                .field("spec")
                .field("rules")
                .index(2)
                .field("matches")
                .index(0);
        assertEquals("spec.rules[2].matches[0]", path.toString());
        assertEquals(
                "metadata.annotations[cert-manager.io/issuer]",
                FieldPath.ROOT
                        .field("metadata")
                        .field("annotations")
                        .field("cert-manager.io/issuer")
                        .toString());
    }

    private static String text(Hostname hostname) {
        return hostname == null ? null : hostname.text();
    }
}
