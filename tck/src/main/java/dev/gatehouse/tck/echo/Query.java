package dev.gatehouse.tck.echo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Query parameters of a request target. */
final class Query {
    private Query() {}

    /** The first value of a parameter; null where there is none. */
    static @Nullable String parameter(String target, String name) {
        int query = target.indexOf('?');
        for (String pair :
                query < 0 ? new String[0] : target.substring(query + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && pair.substring(0, equals).equals(name)) {
                try {
                    return URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    return pair.substring(equals + 1);
                }
            }
        }
        return null;
    }
}
