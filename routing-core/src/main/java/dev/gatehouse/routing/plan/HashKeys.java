package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.request.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What of a request keeps it with one endpoint, for {@link LoadBalancer#consistentHash}. All of it is the client's to choose, but for its
 * address: a client can send all its requests to one endpoint.
 */
public final class HashKeys {
    private HashKeys() {}

    /**
     * The value of a header, several lines joined as {@link Request#header} says.
     *
     * @param name whatever its case
     */
    public static Function<Request, @Nullable String> header(String name) {
        String lower = HeaderNames.lower(name);
        return request -> request.header(lower);
    }

    /** The value of the first cookie of this name. */
    public static Function<Request, @Nullable String> cookie(String name) {
        return request -> {
            String header = request.header("cookie");
            List<String> values = header == null ? List.of() : Cookies.values(header, name);
            return values.isEmpty() ? null : values.get(0);
        };
    }

    /** The value of the first query parameter of this name, decoded. */
    public static Function<Request, @Nullable String> query(String name) {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        return request -> request.parameter(octets);
    }

    /** The client's IP address. Where another proxy stands in front it is that proxy's, unless it tells in the PROXY protocol. */
    public static Function<Request, @Nullable String> clientAddress() {
        return request -> request.head().clientAddress();
    }
}
