package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that a backend gets, the same from every adapter:
 *
 * <ol>
 *   <li>What speaks of the client's connection goes: {@code Connection} and what it names, {@code Keep-Alive}, {@code TE},
 *       {@code Trailer}, {@code Upgrade}, {@code HTTP2-Settings}, {@code Expect}, {@code Proxy-*}. {@code Connection} cannot name fields
 *       that are meant for everybody, such as {@code Authorization} or {@code X-Forwarded-For}.
 *   <li>What the proxy itself knows better goes: {@code X-Forwarded-*}, {@code Forwarded}, {@code X-Real-IP}, {@code Client-Cert},
 *       {@code Client-Cert-Chain}. A front end at the edge trusts no client to say who it is.
 *   <li>What a backend could take for one of these goes: the same names with {@code _} for {@code -}.
 *   <li>{@code X-Forwarded-For}, {@code X-Forwarded-Host}, {@code X-Forwarded-Proto}, {@code X-Forwarded-Port}, {@code X-Real-IP} and
 *       {@code Forwarded} (RFC 7239) are written, and {@code Client-Cert} (RFC 9440) where the client has shown a certificate that its port
 *       believes.
 *   <li>The route's own changes are made; they win.
 * </ol>
 *
 * <p>{@code Host}, {@code Content-Length} and {@code Transfer-Encoding} are never in the result: the first is {@link Decision.Forward#host},
 * the others are written by whoever frames the message. Fields keep their order and the case of their names.
 */
public final class UpstreamHeaders {
    private UpstreamHeaders() {}

    /**
     * Whom the request came from, and where it arrived.
     *
     * @param address the client's IP address without brackets; what follows {@code %} in it is left out
     * @param scheme {@code http} or {@code https}
     * @param port the listener's, as the resources name it
     * @param host what the client named, with its port; empty where it named none
     * @param certificate the value of {@code Client-Cert}; null where the client has proven nothing
     */
    public record Client(
            String address,
            String scheme,
            int port,
            String host,
            @Nullable String certificate) {
        /** One without a certificate. */
        public Client(String address, String scheme, int port, String host) {
            this(address, scheme, port, host, null);
        }

        public Client {
            int zone = address.indexOf('%');
            address = zone < 0 ? address : address.substring(0, zone);
        }
    }

    /**
     * The fields for the backend.
     *
     * @param received all that the client sent
     * @param edits the route's changes, in order
     * @return a new list, which may be changed
     */
    public static List<Field> of(List<Field> received, Client client, List<HeaderEdits> edits) {
        Set<String> named = FieldLines.namedByConnection(received);
        List<Field> fields = FieldLines.sized(received);
        for (int i = 0; i < received.size(); i++) {
            Field field = received.get(i);
            if (named.isEmpty() && HeaderNames.isOrdinary(field.name())) {
                fields.add(field);
                continue;
            }
            String name = HeaderNames.lower(field.name());
            if (!isReplaced(name) && !named.contains(name)) {
                fields.add(field);
            }
        }
        fields.add(new Field("X-Forwarded-For", client.address));
        if (!client.host.isEmpty()) {
            fields.add(new Field("X-Forwarded-Host", client.host));
        }
        fields.add(new Field("X-Forwarded-Proto", client.scheme));
        fields.add(new Field("X-Forwarded-Port", Integer.toString(client.port)));
        fields.add(new Field("X-Real-IP", client.address));
        fields.add(new Field("Forwarded", forwarded(client)));
        if (client.certificate != null) {
            fields.add(new Field("Client-Cert", client.certificate));
        }
        FieldLines.edit(fields, edits);
        return fields;
    }

    private static boolean isReplaced(String name) {
        if (HeaderNames.isHopByHop(name) || HeaderNames.isOwned(name)) {
            return true;
        }
        if (name.indexOf('_') < 0) {
            return false;
        }
        String twin = name.replace('_', '-');
        return HeaderNames.isHopByHop(twin) || HeaderNames.isOwned(twin);
    }

    private static String forwarded(Client client) {
        StringBuilder value = new StringBuilder(64).append("for=");
        if (client.address.indexOf(':') < 0) {
            value.append(client.address);
        } else {
            value.append("\"[").append(client.address).append("]\"");
        }
        if (!client.host.isEmpty()) {
            value.append(";host=");
            appendWord(value, client.host);
        }
        return value.append(";proto=").append(client.scheme).toString();
    }

    /** A token as it is, anything else as a quoted string (RFC 9110 section 5.6.4). */
    private static void appendWord(StringBuilder text, String word) {
        boolean token = true;
        for (int i = 0; i < word.length() && token; i++) {
            token = HeaderNames.isToken(word.charAt(i));
        }
        if (token) {
            text.append(word);
            return;
        }
        text.append('"');
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }
}
