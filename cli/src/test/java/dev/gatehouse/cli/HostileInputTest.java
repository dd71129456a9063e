package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.cli.RecordedFrontEnd.Outcome;
import dev.gatehouse.cli.RecordedFrontEnd.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Targets, hosts and framing that readers take for different things, sent over sockets: what is decided on is what the backend gets, and what has
 * no single meaning gets to nobody. In the tables, {@code ~} is CR LF, {@code @} the rest of the request line and the Host of the shop, {@code \x41} a
 * byte, {@code \n} a bare LF, {@code \r} a bare CR, {@code \t} a tab.
 */
@Timeout(120)
class HostileInputTest {
    private static final List<Route> ROUTES = List.of(
            new Route("front", "shop.example", "PathPrefix", "/"),
            new Route("open", "shop.example", "PathPrefix", "/open"),
            new Route("staff", "shop.example", "PathPrefix", "/staff"),
            new Route("door", "shop.example", "Exact", "/staff/door"),
            new Route("coffee", "shop.example", "PathPrefix", "/caf%C3%A9"),
            new Route("other", "other.example", "PathPrefix", "/"),
            new Route("branch", "*.branch.example", "PathPrefix", "/"),
            new Route("main", "main.branch.example", "PathPrefix", "/"));

    /** A target; the backend and the target that it gets, or a status. */
    private static final String TARGETS = """
            /                               front /
            /open                           open /open
            /open/                          open /open/
            /opening                        front /opening
            /open.html                      front /open.html
            /ope                            front /ope
            /OPEN                           front /OPEN
            /staff/door                     door /staff/door
            /staff/door/                    staff /staff/door/
            /staff/doors                    staff /staff/doors

            /open/../staff                  staff /staff
            /open/./x                       open /open/x
            /open/a/../../staff/x           staff /staff/x
            /staff/..                       front /
            /staff/.                        staff /staff/
            /staff/door/.                   staff /staff/door/
            /x/../staff/door                door /staff/door
            /..                             400
            /../staff                       400
            /open/../../staff               400
            /open/.../staff                 open /open/.../staff
            /open/..x/staff                 open /open/..x/staff
            /open../staff                   front /open../staff

            /open/%2e%2E/staff              staff /staff
            /open/.%2e/staff                staff /staff
            /open/%2e/x                     open /open/x
            /%2e/staff                      staff /staff
            /%2e%2e/staff                   400
            /open%2e%2e/staff               front /open../staff
            /open/%252e%252e/staff          open /open/%252e%252e/staff
            /open/%%32%65/staff             400
            /open/%c0%ae%c0%ae/staff        400
            /open/%e0%80%ae/staff           400
            /open/%u002e%u002e/staff        400
            /open/%ef%bc%8e%ef%bc%8e/staff  open /open/%EF%BC%8E%EF%BC%8E/staff

            /open%2fstaff                   400
            /open/..%2Fstaff                400
            /open/%2e%2e%2fstaff            400
            /%2fstaff                       400
            /open%252fstaff                 front /open%252fstaff
            /open/..%c0%afstaff             400
            /open/..%5cstaff                400
            /open\\..\\staff                  400
            \\staff                          400

            //staff                         staff /staff
            ///staff                        staff /staff
            /open//x                        open /open/x
            /open//../staff                 staff /staff
            //other.example/staff           front /other.example/staff
            /staff//door                    door /staff/door

            /open/..;/staff                 400
            /open/..;a=b/staff              400
            /open/.;/../staff               400
            /;/staff                        400
            /open/%2e%2e;/staff             400
            /open/..%3b/staff               400
            /open;v=1/x                     front /open;v=1/x
            /open/x;y=../staff              open /open/x;y=../staff
            /staff/door;v=1                 staff /staff/door;v=1

            /%73taff                        staff /staff
            /%73%74%61%66%66/x              staff /staff/x
            /%53taff                        front /Staff
            /caf%c3%a9/x                    coffee /caf%C3%A9/x
            /caf%E9                         front /caf%E9
            /cafe%CC%81                     front /cafe%CC%81
            /caf\\xc3\\xa9                    400
            /open/%                         400
            /open/%4                        400
            /open/%zz                       400
            /open/%00                       400
            /staff%00                       400
            /open/%0d%0aX:%201              400
            /open/%7f                       400
            /open/a%20b                     open /open/a%20b
            /open/a+b                       open /open/a+b
            /open/100%25                    open /open/100%25
            /open/a%3fb                     open /open/a%3Fb
            /open%3fx                       front /open%3Fx
            /staff%23                       front /staff%23

            /open\\x00                       400
            /open\\x00/../staff              400
            /op\\x01en                       400
            /open\\x7f                       400
            /open\\xa0                       400
            /open\\tx                        400

            /open?                          open /open?
            /open?x=/../staff               open /open?x=/../staff
            /open??a=?&&b=;                 open /open??a=?&&b=;
            /open?a%2fb%zz                  open /open?a%2fb%zz
            /?/staff                        front /?/staff
            /staff?/../open                 staff /staff?/../open
            /open#/../staff                 400
            /open?q#f                       400

            http://shop.example/staff       staff /staff
            HTTP://SHOP.EXAMPLE/staff       staff /staff
            http://shop.example             front /
            http://shop.example?x=1         front /?x=1
            http://shop.example:80/staff    staff /staff
            http://shop.example/a/../staff  staff /staff
            http://other.example/           400
            http://u:p@shop.example/staff   400
            http://shop.example@other.example/ 400
            http://shop.example\\@other.example/ 400
            http:///staff                   400
            http:/staff                     400
            ftp://shop.example/staff        400
            shop.example:80                 400
            staff                           400
            ?x=1                            400
            *                               400
            """;

    /** A Host; the backend, or a status. */
    private static final String HOSTS = """
            shop.example                    staff
            shop.example:8080               staff
            shop.example:                   staff
            SHOP.Example                    staff
            shop.example.                   staff
            shop.example..                  400
            shop.example:99999              400
            shop.example:80a                400
            shop.example:80:80              400
            shop.example:+80                400
            me@shop.example                 400
            shop.example:80@other.example   400
            shop.example/open               400
            shop.example?x                  400
            shop.example#x                  400
            shop.example,other.example      400
            [::1]:8080                      404
            [::1                            400
            ::1                             400
            [fe80::1%25eth0]                400
            127.0.0.1                       404
            nobody.example                  404
            a.branch.example                branch
            a.b.branch.example              branch
            a_b.branch.example              branch
            branch.example                  404
            xbranch.example                 404
            main.branch.example             main
            MAIN.branch.example             main
            *.branch.example                400
            a..branch.example               400
            .branch.example                 400
            %73hop.example                  400
            sh\\xc3\\xb6p.example             400
            \\xe2\\x84\\xaa.branch.example     400
            shop.example\\x00.other.example  400
            """;

    /** Bytes; the lengths of the bodies that backends get, or {@code no}. */
    private static final String FRAMING = """
            POST /d @Content-Length: 5~~hello => 5
            POST /d @Content-Length: 0~~ => 0
            POST /d @Content-Length: 005~~hello => 5
            POST /d @Transfer-Encoding: chunked~~5~hello~0~~ => 5
            POST /d @Transfer-Encoding: CHUNKED~~5~hello~000~~ => 5
            POST /d @Transfer-Encoding: chunked~~5;name=value~hello~0~~ => 5
            GET /a @~GET /b @~ => 0 0
            POST /d @Content-Length: 5~~helloGET /b @~ => 5 0
            ~GET /a @~ => 0
            GET /a @X-Empty:~X-Tab:\\tv\\t~~ => 0
            GET /a @X: caf\\xe9~~ => 0
            POST /d @Expect: 100-continue~Content-Length: 5~~helloGET /b @~ => 5 0
            DELETE /d @Content-Length: 25~~GET /hidden HTTP/1.1~Ho: => 25
            POST /d @Connection: content-length~Content-Length: 5~~hello => 5

            POST /d @Content-Length: 30~Transfer-Encoding: chunked~~0~~GET /hidden @~ => no
            POST /d @Transfer-Encoding: chunked~Content-Length: 4~~1c~GET /hidden HTTP/1.1~Host: x~0~~ => no
            POST /d HTTP/1.0~Host: shop.example~Transfer-Encoding: chunked~~0~~GET /hidden @~ => no
            POST /d @Content-Length: 0~Transfer-Encoding: identity~~GET /hidden @~ => no

            POST /d @Content-Length: +5~~hello => no
            POST /d @Content-Length: -0~~ => no
            POST /d @Content-Length: 0x5~~hello => no
            POST /d @Content-Length: 5,5~~hello => no
            POST /d @Content-Length: 5,6~~hello => no
            POST /d @Content-Length: 5 5~~hello => no
            POST /d @Content-Length: 5;x~~hello => no
            POST /d @Content-Length: 5a~~hello => no
            POST /d @Content-Length: 1_0~~0123456789 => no
            POST /d @Content-Length: 5.0~~hello => no
            POST /d @Content-Length: ~~GET /hidden @~ => no
            POST /d @Content-Length: ,5~~hello => no
            POST /d @Content-Length: 18446744073709551621~~hello => no
            POST /d @Content-Length: 9223372036854775808~~hello => no
            POST /d @Content-Length: \\xd9\\xa5~~hello => no
            POST /d @Content-Length:\\x0b5~~hello => no
            POST /d @Content-Length : 5~~hello => no
            POST /d @Content-Length 5~~hello => no
            POST /d @Content-Length: 5~Content-Length: 5~~hello => no
            POST /d @Content-Length: 0~Content-Length: 30~~GET /hidden @~ => no

            POST /d @Transfer-Encoding: chunked~~+5~hello~0~~ => no
            POST /d @Transfer-Encoding: chunked~~-5~hello~0~~ => no
            POST /d @Transfer-Encoding: chunked~~0x5~hello~0~~ => no
            POST /d @Transfer-Encoding: chunked~~ 5~hello~0~~ => no
            POST /d @Transfer-Encoding: chunked~~5g~hello~0~~ => no
            POST /d @Transfer-Encoding: chunked~~0_2e~~GET /hidden @~ => no
            POST /d @Transfer-Encoding: chunked~~ffffffffffffffff~hello~0~~ => no
            POST /d @Transfer-Encoding: chunked~~100000005~hello~0~~GET /hidden @~ => wait
            POST /d @Transfer-Encoding: chunked~~5\\nhello~0~~ => no
            POST /d @Transfer-Encoding: chunked~~5~helloXX0~~ => no
            POST /d @Transfer-Encoding: chunked~~5~hello\\n0~~ => no
            POST /d @Transfer-Encoding: chunked~~5~hello~0\\n\\nGET /hidden @~ => no
            POST /d @Transfer-Encoding: chunked~~3~hello~0~~ => no
            POST /d @Transfer-Encoding: chunked~~~5~hello~0~~ => no
            POST /d @Transfer-Encoding: chunked~~\\xd9\\xa5~hello~0~~ => no
            POST /d @Transfer-Encoding: chunked~~2;\\nxx~30~0~~GET /hidden @~~0~~ => no
            POST /d @Transfer-Encoding: chunked~~5;a=b\\rX~hello~0~~ => no
            POST /d @Transfer-Encoding: chunked~~5~hello~0~X : y~~ => no
            POST /d @Transfer-Encoding: chunked~~5~hello~0~no-colon~~ => no

            GET /a @X: a\\rb~~ => no
            GET /a @X: a\\r\\rContent-Length: 5~~ => no
            GET /a @X: a~\\rZGET /hidden @~ => no
            GET /a\\rHTTP/1.1~Host: shop.example~~ => no
            \\x00GET /a @~ => no
             GET /a @~ => no

            GET /a @: v~~ => no
            GET /a @X Y: v~~ => no
            GET /a @X(Y): v~~ => no
            GET /a @X\\x00Y: v~~ => no
            GET /a @X\\xe9: v~~ => no
            GET /a @X: a\\x00b~~ => no
            GET /a @novalue~~ => no
            GET /a @Host : other.example~~ => no
            GET /a @ Host: other.example~~ => no
            GET /a @Host: other.example~~ => no
            GET /a @Host: shop.example~~ => no

            GET /a~ => no
            GET /a HTTP/2.0~Host: shop.example~~ => no
            GET /a HTTP/1.10~Host: shop.example~~ => no
            GET /a http/1.1~Host: shop.example~~ => no
            GET /a HTTP/1.1 x~Host: shop.example~~ => no
            GET  /a HTTP/1.1~Host: shop.example~~ => no
            GET\\t/a\\tHTTP/1.1~Host: shop.example~~ => no
            GET /a b HTTP/1.1~Host: shop.example~~ => no
            G\\x00T /a @~ => no
            GE,T /a @~ => no
            GET /a HTTP/1.1~~ => no
            GET /a HTTP/1.1~Host: ~~ => no
            GET /a HTTP/1.1~Host: shop.example other.example~~ => no
            CONNECT shop.example:80 @~GET /hidden @~ => no

            GET /a @Connection: Upgrade, HTTP2-Settings~Upgrade: h2c~HTTP2-Settings: AAMAAABkAAQAAP__~~ => 0
            GET /a @Upgrade: h2c~~ => 0
            GET /a @Connection: Upgrade~Upgrade: other/1~~ => 0
            """;

    /** Lines that may hide a {@code Transfer-Encoding} from one reader and show it to another. */
    private static final List<String> OBSCURED = List.of(
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: identity, chunked",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked, chunked",
            "Transfer-Encoding: chunked~Transfer-Encoding: x",
            "Transfer-Encoding: x~Transfer-Encoding: chunked",
            "Transfer-Encoding:\\tchunked",
            "Transfer-Encoding: \\x0bchunked",
            "Transfer-Encoding: \\x0cchunked",
            "Transfer-Encoding: \\x85chunked",
            "Transfer-Encoding: chunked\\x00",
            "Transfer-Encoding: \"chunked\"",
            "Transfer-Encoding: chunked;q=1",
            "Transfer-Encoding: ,chunked",
            "Transfer-Encoding: chunked,",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding\\t: chunked",
            " Transfer-Encoding: chunked",
            "Transfer-Encoding:~ chunked",
            "X: y\\nTransfer-Encoding: chunked",
            "X: y\\rTransfer-Encoding: chunked",
            "Transfer-~Encoding: chunked",
            "Transfer-Encoding");

    /** Ends the connection, where it is reached. */
    private static final String LAST = "GET /last HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n";

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-f]{2})|([nrt]))");

    private static String message(String text) {
        return bytes(text.replace("@", "HTTP/1.1\r\nHost: shop.example\r\n").replace("~", "\r\n"));
    }

    private static String bytes(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) != null
                                ? String.valueOf((char) Integer.parseInt(escape.group(1), 16))
                                : switch (escape.group(2)) {
                                    case "n" -> "\n";
                                    case "r" -> "\r";
                                    default -> "\t";
                                }));
    }

    private static void check(
            FrontEndKind kind, String what, Outcome outcome, List<String> wanted, List<String> deviations) {
        boolean strict = kind == FrontEndKind.netty;
        List<String> got = new ArrayList<>(outcome.routes());
        boolean asWanted = wanted.isEmpty() ? outcome.isRefused() : got.equals(wanted);
        // The JDK's reader may refuse more, or by itself.
        boolean refused = !strict && outcome.isRefused();
        if ((!asWanted && !refused) || !outcome.differences().isEmpty()) {
            deviations.add(what + ": " + outcome + " (expected: " + wanted + ") " + outcome.differences());
        }
    }

    @ParameterizedTest
    @EnumSource(FrontEndKind.class)
    void whatIsDecidedOnIsTheTargetThatABackendGets(FrontEndKind kind) throws IOException {
        List<String> deviations = new ArrayList<>();
        try (RecordedFrontEnd front = RecordedFrontEnd.of(kind, ROUTES)) {
            for (String line : TARGETS.lines().filter(line -> !line.isEmpty()).toList()) {
                String[] words = line.split(" +", -1);
                String request =
                        "GET " + bytes(words[0]) + " HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n";
                List<String> wanted = words[1].equals("400")
                        ? List.of()
                        : List.of(words[1] + " " + front.sent(bytes(words[2])) + " shop.example");
                check(kind, line, front.send(request, false, 1), wanted, deviations);
            }
        }
        assertEquals(List.of(), deviations);
    }

    @ParameterizedTest
    @EnumSource(FrontEndKind.class)
    void theHostThatIsDecidedByIsTheOneThatABackendGets(FrontEndKind kind) throws IOException {
        List<String> deviations = new ArrayList<>();
        try (RecordedFrontEnd front = RecordedFrontEnd.of(kind, ROUTES)) {
            for (String line : HOSTS.lines().toList()) {
                String[] words = line.split(" +", -1);
                String host = bytes(words[0]);
                String request = "GET /staff HTTP/1.1\r\nHost: " + host
                        + "\r\nX-Forwarded-Host: other.example\r\nX-Original-URL: /open\r\nConnection: close\r\n\r\n";
                List<String> wanted = words[1].startsWith("4") ? List.of() : List.of(words[1] + " /staff " + host);
                check(kind, line, front.send(request, false, 1), wanted, deviations);
            }
        }
        assertEquals(List.of(), deviations);
    }

    @ParameterizedTest
    @EnumSource(FrontEndKind.class)
    void noReaderFindsARequestThatWasNotDecidedOn(FrontEndKind kind) throws IOException {
        List<String> deviations = new ArrayList<>();
        try (RecordedFrontEnd front = RecordedFrontEnd.of(kind, ROUTES)) {
            for (String line : FRAMING.lines().filter(line -> !line.isEmpty()).toList()) {
                int arrow = line.indexOf(" => ");
                framing(kind, front, line.substring(0, arrow), line.substring(arrow + 4), deviations);
            }
            String hidden = "0~~GET /hidden @~";
            for (String line : OBSCURED) {
                String text = "POST /d @Content-Length: " + message(hidden).length() + "~" + line + "~~" + hidden;
                framing(kind, front, text, "no", deviations);
            }
            // A twin by another spelling is nobody's framing, and does not go on; a folded line is part of the one
            // before.
            for (String line : List.of("Transfer_Encoding: chunked", "X: y~ Transfer-Encoding: chunked")) {
                String length = Integer.toString(message(hidden).length());
                framing(
                        kind,
                        front,
                        "POST /d @Content-Length: " + length + "~" + line + "~~" + hidden,
                        length,
                        deviations);
            }
        }
        assertEquals(List.of(), deviations);
    }

    private static void framing(
            FrontEndKind kind, RecordedFrontEnd front, String text, String wanted, List<String> deviations)
            throws IOException {
        boolean waits = wanted.equals("wait");
        Outcome outcome = front.send(message(text) + (waits ? "" : LAST), false, Integer.MAX_VALUE);
        boolean hidden = outcome.routes().stream().anyMatch(route -> route.contains("/hidden"));
        boolean asWanted;
        if (kind == FrontEndKind.jdk) {
            // Its reader forgives: what it took has one meaning from there on.
            asWanted = true;
        } else if (wanted.equals("no") || waits) {
            asWanted = outcome.isRefused();
        } else {
            List<String> bodies = new ArrayList<>();
            outcome.bodies().forEach(length -> bodies.add(length.toString()));
            asWanted = String.join(" ", bodies).equals(wanted + " 0");
        }
        if (!asWanted || hidden || !outcome.differences().isEmpty()) {
            deviations.add(text + ": " + outcome + " (expected: " + wanted + ") " + outcome.differences());
        }
    }

    /** What has no end gets to no backend as a whole. */
    @ParameterizedTest
    @EnumSource(FrontEndKind.class)
    void aRequestThatIsCutOffIsNotMadeWhole(FrontEndKind kind) throws IOException {
        try (RecordedFrontEnd front = RecordedFrontEnd.of(kind, ROUTES)) {
            // The JDK's reader takes the end of the connection for that of a head.
            String head = kind == FrontEndKind.jdk ? "POST /d @Content-Length: 1~~" : "GET /a @";
            for (String text : List.of(
                    head,
                    "POST /d @Content-Length: 10~~hello",
                    "POST /d @Transfer-Encoding: chunked~~5~hello~",
                    "POST /d @Transfer-Encoding: chunked~~5~hello~0~")) {
                Outcome outcome = front.send(message(text), true, Integer.MAX_VALUE);
                assertEquals(List.of(), outcome.arrived(), text);
            }
        }
    }
}
