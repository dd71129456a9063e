package dev.gatehouse.tls.hello;

import dev.gatehouse.tls.hello.Refused.Reason;
import dev.gatehouse.tls.select.ServerName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * The grammar. Each method below reads the struct of its name, or its one field that matters here.
 *
 *   struct {                                                  RFC 5246, 7.4.1.2; RFC 8446, 4.1.2
 *       ProtocolVersion legacy_version;                       uint16
 *       Random random;                                        opaque[32]
 *       opaque legacy_session_id<0..32>;
 *       CipherSuite cipher_suites<2..2^16-2>;                 uint16 each
 *       opaque legacy_compression_methods<1..2^8-1>;          null (0) is among them
 *       Extension extensions<0..2^16-1>;                      before TLS 1.3 the message may end ahead of it
 *   } ClientHello;
 *
 *   struct {                                                  RFC 8446, 4.2: no type twice
 *       ExtensionType extension_type;                         uint16
 *       opaque extension_data<0..2^16-1>;
 *   } Extension;
 *
 *   struct {                                                  RFC 6066, 3: no name_type twice
 *       ServerName server_name_list<1..2^16-1>;
 *   } ServerNameList;                                         extension 0
 *
 *   struct {
 *       NameType name_type;                                   uint8; host_name(0)
 *       opaque name<0..2^16-1>;                               HostName<1..2^16-1>; other types begin with a length as well
 *   } ServerName;
 *
 *   struct {                                                  RFC 7301, 3.1
 *       ProtocolName protocol_name_list<2..2^16-1>;
 *   } ProtocolNameList;                                       extension 16
 *
 *   opaque ProtocolName<1..2^8-1>;
 *
 *   struct {                                                  RFC 8446, 4.2.1
 *       ProtocolVersion versions<2..254>;                     uint16 each
 *   } SupportedVersions;                                      extension 43
 *
 * Extension 41, pre_shared_key, is the last (RFC 8446, 4.2.11).
 *
 * Every vector has to end where its content does. Suites, random and all other extensions are stepped over: whether a handshake
 * can come of them is for the server to say that makes it.
 */
final class HelloParser {
    private static final int SSL_3_0 = 0x0300;
    private static final int RANDOM_LENGTH = 32;
    private static final int NULL_COMPRESSION = 0;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;
    private static final int ALPN = 16;
    private static final int PRE_SHARED_KEY = 41;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int MAX_8 = 0xff;
    private static final int MAX_16 = 0xffff;

    /** Of the text of an IPv6 address: eight groups, the last two of which may be written as an IPv4 address. */
    private static final int MAX_IPV6_LENGTH = 45;

    /** RFC 1035, 2.3.4. */
    private static final int MAX_LABEL_LENGTH = 63;

    private @Nullable String serverName;
    private List<String> alpn = List.of();
    private List<Integer> versions;

    private HelloParser(int legacyVersion) {
        versions = List.of(legacyVersion);
    }

    /** Reads the body of the message, all of it. */
    static ClientHello clientHello(Octets body) throws Unacceptable {
        int legacyVersion = body.uint16();
        if (legacyVersion < SSL_3_0) {
            throw new Unacceptable(Reason.VERSION);
        }
        body.opaque(RANDOM_LENGTH);
        body.vector8(0, 32);
        Octets suites = body.vector16(2, MAX_16 - 1);
        if (suites.length() % 2 != 0) {
            throw new Unacceptable(Reason.MALFORMED);
        }
        compressionMethods(body.vector8(1, MAX_8));
        HelloParser parser = new HelloParser(legacyVersion);
        if (!body.isEmpty()) {
            parser.extensions(body.vector16(0, MAX_16));
            body.requireEnd();
        }
        return new ClientHello(parser.serverName, parser.alpn, parser.versions);
    }

    private static void compressionMethods(Octets methods) throws Unacceptable {
        while (!methods.isEmpty()) {
            if (methods.uint8() == NULL_COMPRESSION) {
                return;
            }
        }
        throw new Unacceptable(Reason.NO_NULL_COMPRESSION);
    }

    private void extensions(Octets extensions) throws Unacceptable {
        Set<Integer> types = new HashSet<>();
        while (!extensions.isEmpty()) {
            int type = extensions.uint16();
            Octets data = extensions.vector16(0, MAX_16);
            if (!types.add(type)) {
                throw new Unacceptable(Reason.DUPLICATE_EXTENSION);
            }
            switch (type) {
                case SERVER_NAME -> serverName = serverNameList(data);
                case ALPN -> alpn = protocolNameList(data);
                case SUPPORTED_VERSIONS -> versions = supportedVersions(data);
                case PRE_SHARED_KEY -> {
                    if (!extensions.isEmpty()) {
                        throw new Unacceptable(Reason.PRE_SHARED_KEY_NOT_LAST);
                    }
                }
                default -> {}
            }
        }
    }

    private static @Nullable String serverNameList(Octets data) throws Unacceptable {
        Octets names = data.vector16(1, MAX_16);
        data.requireEnd();
        String serverName = null;
        Set<Integer> types = new HashSet<>();
        while (!names.isEmpty()) {
            int type = names.uint8();
            Octets name = names.vector16(type == HOST_NAME ? 1 : 0, MAX_16);
            if (!types.add(type)) {
                throw new Unacceptable(Reason.DUPLICATE_NAME);
            }
            if (type == HOST_NAME) {
                serverName = hostName(name.text());
            }
        }
        return serverName;
    }

    /** The name in the form by which names are compared, or null where it is an address, which clients do send. */
    private static @Nullable String hostName(String text) throws Unacceptable {
        if (isIpv6(text)) {
            return null;
        }
        String name = text.endsWith(".") ? null : ServerName.canonical(text);
        if (name == null || hasLongLabel(name)) {
            throw new Unacceptable(Reason.INVALID_NAME);
        }
        return ServerName.isAddress(name) ? null : name;
    }

    /** Whether it can only have been meant as an IPv6 address. A name with a port behind it has one colon, and is refused. */
    private static boolean isIpv6(String text) {
        boolean bracketed = text.length() > 2 && text.startsWith("[") && text.endsWith("]");
        String address = bracketed ? text.substring(1, text.length() - 1) : text;
        return address.length() <= MAX_IPV6_LENGTH
                && address.chars().filter(c -> c == ':').count() >= 2
                && address.chars().allMatch(c -> c == ':' || c == '.' || isHexDigit(c));
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean hasLongLabel(String name) {
        int start = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
            if (dot - start > MAX_LABEL_LENGTH) {
                return true;
            }
            start = dot + 1;
        }
        return name.length() - start > MAX_LABEL_LENGTH;
    }

    private static List<String> protocolNameList(Octets data) throws Unacceptable {
        Octets names = data.vector16(2, MAX_16);
        data.requireEnd();
        List<String> protocols = new ArrayList<>();
        while (!names.isEmpty()) {
            protocols.add(names.vector8(1, MAX_8).text());
        }
        return protocols;
    }

    private static List<Integer> supportedVersions(Octets data) throws Unacceptable {
        Octets offered = data.vector8(2, 254);
        data.requireEnd();
        List<Integer> versions = new ArrayList<>();
        while (!offered.isEmpty()) {
            versions.add(offered.uint16());
        }
        return versions;
    }
}
