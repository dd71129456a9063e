package dev.gatehouse.routing.resource;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads host names, and names what is wrong with one. */
final class Hostnames {
    static final TextRule RULE = new TextRule(
            "a host name such as example.com or *.example.com, in lower case, without a port, and not an IP address",
            text -> Hostname.problem(text) == null,
            Hostnames::problemName);

    private static final TextRule PRECISE = new TextRule(
            "a host name such as example.com, in lower case, without a wildcard or a port, and not an IP address",
            text -> Hostname.problem(text) == null && !text.startsWith("*"),
            Hostnames::problemName);

    private Hostnames() {}

    /** The host name; null where the field is absent or refused. */
    static @Nullable Hostname read(FieldReader fields, String field) {
        return parse(fields.text(field, RULE));
    }

    /** {@code PreciseHostname}: a host name without a wildcard. */
    static @Nullable Hostname readPrecise(FieldReader fields, String field) {
        return parse(fields.text(field, PRECISE));
    }

    /** Every host name of a list. */
    static List<Hostname> readAll(FieldReader fields, String field, int max) {
        List<String> texts = fields.texts(field, max, RULE);
        List<Hostname> hostnames = new ArrayList<>(texts.size());
        for (String text : texts) {
            Hostname hostname = parse(text);
            if (hostname != null) {
                hostnames.add(hostname);
            }
        }
        return hostnames;
    }

    /** Whether the text is an address, perhaps in brackets. */
    static boolean isIp(String text) {
        boolean brackets = text.startsWith("[") && text.endsWith("]");
        return IpAddress.isV4(text) || IpAddress.isV6(brackets ? text.substring(1, text.length() - 1) : text);
    }

    /** What {@link FieldReader#text} gives for a refused text is no host name either. */
    static @Nullable Hostname parse(@Nullable String text) {
        return text == null ? null : Hostname.tryParse(text);
    }

    private static String problemName(String text) {
        boolean suspect = false;
        boolean numeric = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            suspect |= c == ':' || (c >= 'A' && c <= 'Z');
            numeric &= c == '.' || (c >= '0' && c <= '9');
        }
        // Hostname takes whatever has only digits and dots for an address, as browsers do.
        if (isIp(text) || (numeric && !text.contains("..") && !text.startsWith(".") && !text.endsWith("."))) {
            return "host-is-ip";
        }
        return suspect ? "host-has-port-or-case" : "invalid-value";
    }
}
