package dev.gatehouse.tls.hello;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for in its first message. All of it is the client's word, and none of it is authenticated yet.
 *
 * @param serverName the {@code host_name} of the {@code server_name} extension (RFC 6066, 3) in the form of
 *     {@link dev.gatehouse.tls.select.ServerName#canonical}: lower case, ASCII, no dot at the end. Null where the client sent none,
 *     or only names of other types, or an IP address, which is no host name. With Encrypted ClientHello (RFC 9849) it is the outer
 *     name
 * @param alpn the protocols of the {@code application_layer_protocol_negotiation} extension (RFC 7301) in the order of the
 *     client's preference, repetitions and GREASE (RFC 8701) included; empty where the client sent none. Each character stands for
 *     one byte (ISO 8859-1)
 * @param versions what the client offers to speak, such as {@code 0x0304} for TLS 1.3: the values of the
 *     {@code supported_versions} extension as they were sent (RFC 8446, 4.2.1), or else the one in the message, which means that
 *     version and those before it. Never empty
 */
public record ClientHello(@Nullable String serverName, List<String> alpn, List<Integer> versions) implements Reading {
    /** Copies the lists. */
    public ClientHello {
        alpn = List.copyOf(alpn);
        versions = List.copyOf(versions);
    }
}
