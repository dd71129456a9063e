package dev.gatehouse.tls.select;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name that a client asks for in the {@code server_name} extension (RFC 6066, 3), which is as hostile as any other byte of a
 * client.
 */
public final class ServerName {
    private static final int MAX_LENGTH = 253;

    private ServerName() {}

    /**
     * The one form by which names are compared: ASCII letters in lower case, no dot at the end. Null where the text is no name:
     * a label is empty, the whole is longer than 253 characters, or a character is none of letters, digits, {@code -} and
     * {@code _}. Underscores are no part of host names, and yet clients ask for them and wildcards cover them.
     */
    public static @Nullable String canonical(String text) {
        int length = text.endsWith(".") ? text.length() - 1 : text.length();
        if (length == 0 || length > MAX_LENGTH) {
            return null;
        }
        char before = '.';
        boolean upperCase = false;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                upperCase = true;
            } else if (c == '.' ? before == '.' : !isNameCharacter(c)) {
                return null;
            }
            before = c;
        }
        if (before == '.') {
            return null;
        }
        String name = length < text.length() ? text.substring(0, length) : text;
        // All of it is ASCII by now, and so no locale has a say.
        return upperCase ? name.toLowerCase(Locale.ROOT) : name;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /**
     * Whether the text is an IP address: only digits and dots, or with a colon. Clients must not send one as a name; those that
     * do are treated as if they had sent none.
     */
    public static boolean isAddress(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return text.indexOf(':', i) >= 0;
            }
        }
        return !text.isEmpty();
    }
}
