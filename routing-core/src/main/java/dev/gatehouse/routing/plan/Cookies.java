package dev.gatehouse.routing.plan;

import java.util.ArrayList;
import java.util.List;

/** Reads the field {@code Cookie} (RFC 6265 section 4.2.1). */
final class Cookies {
    private Cookies() {}

    /** The values of the cookies of this name, in the order in which a request shows them: several may have one name. */
    static List<String> values(String header, String name) {
        List<String> values = new ArrayList<>(1);
        int start = 0;
        while (start < header.length()) {
            int end = header.indexOf(';', start);
            end = end < 0 ? header.length() : end;
            String pair = header.substring(start, end).strip();
            if (pair.startsWith(name + "=")) {
                values.add(pair.substring(name.length() + 1));
            }
            start = end + 1;
        }
        return values;
    }
}
