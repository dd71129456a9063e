package dev.gatehouse.routing.request;

import static dev.gatehouse.routing.request.Verdicts.accepted;
import static dev.gatehouse.routing.request.Verdicts.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The path rules of the policy strict-v1, one nest for each. */
class PathTest {
    private static void assertPath(String raw, String normal) {
        Request request = accepted(TestHead.get(raw));
        assertEquals(normal, request.path(), raw);
        assertEquals(normal, request.target(), raw);
    }

    private static void assertBad(String raw, String reason) {
        assertRefused(400, reason, TestHead.get(raw));
        assertRefused(400, reason, TestHead.get(raw + "?q=1"));
        assertRefused(400, reason, TestHead.get("http://a.example" + raw));
    }

    @Nested
    class APathInNormalForm {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "/shop",
                    "/shop/",
                    "/Shop/CART",
                    "/a/b.c/d-e_f~g",
                    "/a:b@c!$&'()*+,=d",
                    "/odd\"<>^`{|}",
                    "/shop;v=2/cart;x",
                    "/a%20b",
                    "/tee%C3%A9",
                    "/.well-known/x",
                    "/..hidden/...",
                    "/.%C3%A9",
                    "/..%20",
                    "/..%253B/x"
                })
        void isTheSameObject(String path) {
            Request request = accepted(TestHead.get(path));
            assertSame(path, request.path());
            assertSame(path, request.target());
        }

        @Test
        void isTheSameObjectAsTargetWithAQuery() {
            String target = "/shop/cart?item=1";
            Request request = accepted(TestHead.get(target));
            assertSame(target, request.target());
            assertEquals("/shop/cart", request.path());
            assertEquals("item=1", request.query());
        }
    }

    @Nested
    class Bytes {
        @Test
        void onlyVisibleAsciiIsInAPath() {
            for (char c = 0; c <= 0x2FF; c++) {
                String target = "/a" + c + "b";
                if (c > 0x20 && c < 0x7F && "#%/?\\".indexOf(c) < 0) {
                    assertPath(target, target);
                } else if (c != '/' && c != '?') {
                    assertRefused(400, "The path", TestHead.get(target));
                }
            }
        }

        @Test
        void charactersBeyondABytesRangeAreNotFolded() {
            assertBad("/\u212Aelvin", "byte");
            assertBad("/\uFF0E\uFF0E/a", "byte");
            assertBad("/\uD83D\uDE00", "byte");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/a#", "/a#b", "/#/../b", "/a\\b", "\\a", "/a/..\\b"})
        void fragmentsAndBackslashesAreRefused(String target) {
            assertRefused(400, "", TestHead.get(target));
        }

        /** CVE-2023-45539: a rule on the end of the path, cheated with a fragment. */
        @Test
        void aFragmentDoesNotEndAPath() {
            assertBad("/private#.png", "byte");
        }
    }

    @Nested
    class EscapesInAPath {
        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource({
            "/%73hop, /shop",
            "/%53HOP, /SHOP",
            "/%30%39, /09",
            "/%2D%2e%5F%7e, /-._~",
            "/tee%c3%a9, /tee%C3%A9",
            "/tee%c3%A9, /tee%C3%A9",
            "/%20%3f%23, /%20%3F%23",
            "/%e9, /%E9",
            "/a%2Bb+c, /a%2Bb+c",
            "/%ef%bc%8f, /%EF%BC%8F",
        })
        void unreservedOnesAreDecodedAndOthersInUpperCase(String raw, String normal) {
            assertPath(raw, normal);
        }

        /** CVE-2021-41773, CVE-2021-42013: a second round of decoding finds what the first did not check. */
        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource({"/%252e%252e/x, /%252e%252e/x", "/%2541, /%2541", "/%252fx, /%252fx", "/%25%32e, /%252e"})
        void nothingIsDecodedTwice(String raw, String normal) {
            assertPath(raw, normal);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/%", "/a%", "/%4", "/%4/1", "/%g1", "/%1g", "/%%41", "/%u002e", "/%-1", "/%+1", "/% 1"})
        void aPercentNeedsTwoHexadecimalDigits(String raw) {
            assertBad(raw, "%");
        }

        @Test
        void digitsOfOtherScriptsAreNoDigits() {
            assertBad("/%\u0664\u0661", "%");
            assertBad("/%\uFF14\uFF11", "%");
        }

        @Test
        void controlCharactersAreRefused() {
            for (int octet = 0; octet < 0x20; octet++) {
                assertBad(String.format("/a%%%02x", octet), "control");
                assertBad(String.format("/%%%02X/b", octet), "control");
            }
            assertBad("/a%7F", "control");
            assertBad("/a%7fb", "control");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/a%2fb", "/a%2Fb", "/%2f", "/a/..%2Fb", "/a%5cb", "/a%5Cb", "/a/..%5c.."})
        void slashesAndBackslashesAreRefused(String raw) {
            assertBad(raw, "slash");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/%c0%ae%c0%ae/x",
                    "/%C0%AF",
                    "/%c1%9c",
                    "/%c0%80",
                    "/%e0%80%af",
                    "/%E0%81%81",
                    "/%f0%80%80%ae",
                    "/%F0%80%81%BF",
                    "/%f8%80%80%80%af",
                    "/%fc%80%80%80%81%9c",
                    "/ok%c3%c0%ae"
                })
        void asciiInOverlongUtf8IsRefused(String raw) {
            assertBad(raw, "overlong");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/%C0",
                    "/%C0A",
                    "/%C0%20",
                    "/%E0%82%80",
                    "/%E0%A0%80",
                    "/%E0%80",
                    "/%F0%90%80%80",
                    "/%F0%80%82%80",
                    "/%F0%81%81%80",
                    "/%FC%80%80%80%81",
                    "/%FC%80%80%80%82%80",
                    "/%E2%80%AE",
                    "/%C2%80",
                    "/%FF%FE",
                    "/%C0/%AE"
                })
        void whatIsNotAsciiInOverlongUtf8IsData(String raw) {
            assertPath(raw, raw);
        }
    }

    @Nested
    class Parameters {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/;",
                    "/;/x",
                    "/a/;p/x",
                    "/;p=1",
                    "/.;/x",
                    "/a/.;p",
                    "/..;/x",
                    "/a/..;/x",
                    "/a/..;p=1/x",
                    "/a/..;;",
                    "/a/..%3b/x",
                    "/a/..%3Bp",
                    "/a/.%3b",
                    "/a/%3b/x",
                    "/%3B",
                    "/a/%2e%2E;/x",
                    "/a/.%2e%3bq/x",
                    "/a//;/x"
                })
        void segmentsWithoutANameHaveNone(String raw) {
            assertBad(raw, "parameters");
        }

        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource({
            "/a;p, /a;p",
            "/a;p=../b, /a;p=../b",
            "/a;/b, /a;/b",
            "/a;p/../b, /b",
            "/...;p, /...;p",
            "/..a;p, /..a;p",
            "/a%3bp, /a%3Bp",
            "/a%3b/../b, /b",
            "/..%253b/x, /..%253b/x",
        })
        void elsewhereASemicolonIsACharacter(String raw, String normal) {
            assertPath(raw, normal);
        }
    }

    @Nested
    class SlashesAndDotSegments {
        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource({
            "//, /",
            "///, /",
            "//a, /a",
            "/a//b, /a/b",
            "/a///b////c, /a/b/c",
            "/a//, /a/",
            "//other.example/x, /other.example/x",
        })
        void runsOfSlashesAreMerged(String raw, String normal) {
            assertPath(raw, normal);
        }

        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource({
            "/., /",
            "/./, /",
            "/./a, /a",
            "/a/., /a/",
            "/a/./, /a/",
            "/a/./b, /a/b",
            "/a/.., /",
            "/a/../, /",
            "/a/../b, /b",
            "/a/b/.., /a/",
            "/a/b/../, /a/",
            "/a/b/../c, /a/c",
            "/a/b/../../c, /c",
            "/a/./../b, /b",
            "/a/b/c/./../../g, /a/g",
            "/a/%2e%2e/b, /b",
            "/a/.%2E/b, /b",
            "/a/%2e./b, /b",
            "/%2e/a, /a",
            "/aa/bb/../cc/../dd, /aa/dd",
        })
        void dotSegmentsAreResolved(String raw, String normal) {
            assertPath(raw, normal);
        }

        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource({"/a//../b, /b", "/a/b//..//c, /a/c", "//a//.//..//b, /b", "/a//.., /"})
        void slashesAreMergedFirst(String raw, String normal) {
            assertPath(raw, normal);
        }

        /** CVE-2026-48020, CVE-2026-40912: a prefix that ends within a segment, raw or decoded. */
        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource({
            "/api../x, /api../x",
            "/api./x, /api./x",
            "/api%2e%2e/x, /api../x",
            "/api%2e/x, /api./x",
            "/.../x, /.../x",
            "/..a/x, /..a/x",
            "/.a, /.a",
        })
        void dotsInANameAreOrdinary(String raw, String normal) {
            assertPath(raw, normal);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/..", "/../", "/../a", "//..", "/./..", "/a/../..", "/a/../../b", "/%2e%2e/a", "/a//../../b"
                })
        void nothingIsAboveTheRoot(String raw) {
            assertBad(raw, "root");
        }
    }

    @Nested
    class Queries {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "?",
                    "a=1",
                    "x=/../b",
                    "a%2fb",
                    "%zz",
                    "%",
                    "\\",
                    "??a=?&&;",
                    "q=%00",
                    "//",
                    "a;b",
                    "%c0%ae"
                })
        void arePassedOnByteForByte(String query) {
            Request normal = accepted(TestHead.get("/a?" + query));
            assertEquals("/a", normal.path());
            assertEquals(query, normal.query());
            assertEquals("/a?" + query, normal.target());

            Request rewritten = accepted(TestHead.get("/b/../a?" + query));
            assertEquals("/a", rewritten.path());
            assertEquals(query, rewritten.query());
            assertEquals("/a?" + query, rewritten.target());
        }

        @Test
        void anEscapedQuestionMarkStartsNone() {
            assertPath("/a%3fb", "/a%3Fb");
        }

        @Test
        void haveOnlyVisibleAsciiAndNoFragment() {
            for (char c = 0; c <= 0x2FF; c++) {
                TestHead head = TestHead.get("/a?b" + c);
                if (c > 0x20 && c < 0x7F && c != '#') {
                    accepted(head);
                } else {
                    assertRefused(400, "query", head);
                }
            }
        }
    }
}
