package dev.gatehouse.routing.resource;

/** The scalar types of the Kubernetes and Gateway APIs that are names, each as the published pattern has it. */
final class Names {
    static final TextRule SUBDOMAIN = new TextRule(
            "a DNS subdomain: lower-case letters, digits, '-' and '.', up to 253 characters", Names::isSubdomain);
    static final TextRule LABEL =
            new TextRule("a DNS label: lower-case letters, digits and '-', up to 63 characters", Names::isLabel);
    static final TextRule SECTION_NAME = SUBDOMAIN;
    static final TextRule NAMESPACE = LABEL;
    static final TextRule OBJECT_NAME = TextRule.length(1, 253);
    static final TextRule GROUP =
            new TextRule("an API group: empty or a DNS subdomain", text -> text.isEmpty() || isSubdomain(text));
    static final TextRule KIND =
            new TextRule("a kind: a letter, then letters, digits and '-', up to 63 characters", Names::isKind);
    static final TextRule GATEWAY_CONTROLLER = new TextRule(
            "a domain and a path such as example.com/gateway, up to 253 characters", text -> isDomainPath(text, 253));
    static final TextRule INGRESS_CONTROLLER = new TextRule(
            "a domain and a path such as example.com/ingress, up to 250 characters", text -> isDomainPath(text, 250));
    static final TextRule HEADER_NAME = new TextRule(
            "a header name: letters, digits and !#$%&'*+-.^_`|~, up to 256 characters", Names::isHeaderName);
    static final TextRule QUALIFIED_NAME = new TextRule(
            "a name of up to 63 letters, digits, '-', '_' and '.', with an optional domain and '/' before it",
            Names::isQualifiedName);
    static final TextRule LABEL_VALUE = new TextRule(
            "up to 63 letters, digits, '-', '_' and '.', a letter or digit first and last", Names::isLabelValue);
    static final TextRule PORT_NAME = new TextRule(
            "a port name: up to 15 lower-case letters, digits and single '-' between them, at least one letter",
            Names::isPortName);
    static final TextRule DATA_KEY = new TextRule("up to 253 letters, digits, '-', '_' and '.'", Names::isDataKey);
    static final TextRule PATH_SEGMENT =
            new TextRule("a name without '/' and '%', and not '.' or '..'", Names::isPathSegment);

    private static final boolean[] TOKEN = new boolean[128];
    private static final boolean[] PATH = new boolean[128];

    static {
        for (char c = '0'; c <= 'z'; c++) {
            TOKEN[c] = PATH[c] = isLetter(c) || isDigit(c);
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            TOKEN[c] = true;
        }
        for (char c : "/-._~%!$&'()*+,;=:".toCharArray()) {
            PATH[c] = true;
        }
    }

    private Names() {}

    static boolean isSubdomain(String text) {
        return isSubdomain(text, 0, text.length()) && text.length() <= 253;
    }

    static boolean isLabel(String text) {
        return text.length() <= 63 && text.indexOf('.') < 0 && isSubdomain(text, 0, text.length());
    }

    /** A DNS-1035 label: as {@link #isLabel}, and a letter first. */
    static boolean isLabel1035(String text) {
        return isLabel(text) && !isDigit(text.charAt(0));
    }

    static boolean isHeaderName(String text) {
        if (text.isEmpty() || text.length() > 256) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= TOKEN.length || !TOKEN[c]) {
                return false;
            }
        }
        return true;
    }

    static boolean isQualifiedName(String text) {
        int slash = text.indexOf('/');
        return (slash < 0 || (slash <= 253 && isSubdomain(text, 0, slash)))
                && slash + 1 < text.length()
                && isLabelText(text, slash + 1);
    }

    static boolean isLabelValue(String text) {
        return text.isEmpty() || isLabelText(text, 0);
    }

    /** {@code ProtocolType}: a word, or a domain, '/' and a word. */
    static boolean isProtocol(String text) {
        int slash = text.indexOf('/');
        if (text.isEmpty() || text.length() > 255 || (slash >= 0 && !isSubdomain(text, 0, slash))) {
            return false;
        }
        return slash < 0 ? isWord(text, 0, true) : isWord(text, slash + 1, false);
    }

    /** A domain, '/' and a path. */
    static boolean isDomainPath(String text, int maxLength) {
        int slash = text.indexOf('/');
        if (slash < 0 || slash + 1 == text.length() || text.length() > maxLength || !isSubdomain(text, 0, slash)) {
            return false;
        }
        for (int i = slash + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= PATH.length || !PATH[c]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKind(String text) {
        return text.length() <= 63 && isWord(text, 0, true) && isLetter(text.charAt(0));
    }

    private static boolean isPortName(String text) {
        if (text.length() > 15 || text.contains("--") || !isLabel(text)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (isLetter(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDataKey(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !isDigit(c) && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 253 && !text.equals(".") && !text.startsWith("..");
    }

    private static boolean isPathSegment(String text) {
        return !text.isEmpty()
                && !text.equals(".")
                && !text.equals("..")
                && text.indexOf('/') < 0
                && text.indexOf('%') < 0;
    }

    /** Labels of lower-case letters, digits and inner '-', with a '.' between two. */
    private static boolean isSubdomain(String text, int start, int end) {
        char before = '.';
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean edge = c == '-' || c == '.';
            if (!(edge || isDigit(c) || (c >= 'a' && c <= 'z'))
                    || (edge && before == '.')
                    || (c == '.' && before == '-')) {
                return false;
            }
            before = c;
        }
        return before != '.' && before != '-';
    }

    private static boolean isLabelText(String text, int start) {
        int end = text.length();
        if (end - start > 63 || !isAlphanumeric(text.charAt(start)) || !isAlphanumeric(text.charAt(end - 1))) {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(String text, int start, boolean hyphens) {
        int end = text.length();
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && !(hyphens && c == '-' && i > start && i < end - 1)) {
                return false;
            }
        }
        return start < end;
    }

    private static boolean isAlphanumeric(char c) {
        return isLetter(c) || isDigit(c);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
