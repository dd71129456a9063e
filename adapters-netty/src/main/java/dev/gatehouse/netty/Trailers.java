package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.Fields;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.DownstreamHeaders;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The fields behind a content. What a recipient must know before it is not taken from there (RFC 9110 section 6.5.1). */
final class Trailers {
    private static final Set<String> NEVER = Set.of(
            "authorization",
            "cache-control",
            "content-encoding",
            "content-range",
            "content-type",
            "cookie",
            "expect",
            "forwarded",
            "host",
            "max-forwards",
            "pragma",
            "range",
            "set-cookie",
            "www-authenticate");

    private Trailers() {}

    /** The end of a content with the trailers that may be passed on. */
    static LastHttpContent passed(LastHttpContent last, List<HeaderEdits> edits) {
        if (last.trailingHeaders().isEmpty()) {
            return last;
        }
        LastHttpContent passed = new DefaultLastHttpContent(last.content());
        List<Field> fields = DownstreamHeaders.of(Fields.of(last.trailingHeaders()), edits);
        fields.removeIf(field -> isNever(field.name().toLowerCase(Locale.ROOT)));
        Fields.add(passed.trailingHeaders(), fields);
        return passed;
    }

    /** The end of a content without trailers. */
    static LastHttpContent without(LastHttpContent last) {
        return last.trailingHeaders().isEmpty() ? last : new DefaultLastHttpContent(last.content());
    }

    private static boolean isNever(String name) {
        return NEVER.contains(name) || name.startsWith("x-forwarded-");
    }
}
