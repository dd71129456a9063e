package dev.gatehouse.routing.resource;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code headers} of a match of a HTTPRoute or GRPCRoute. */
final class HeaderMatchDecoder {
    private static final Choice<ValueMatchType> TYPES = Choice.of(ValueMatchType.class);

    private final Set<String> spellings = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    private HeaderMatchDecoder() {}

    static List<HttpHeaderMatch> decode(FieldReader match) {
        if (!match.has("headers")) {
            match.value("headers");
            return List.of();
        }
        return match.objects("headers", ApiLimits.HEADER_MATCHES, new HeaderMatchDecoder()::header);
    }

    private @Nullable HttpHeaderMatch header(FieldReader header) {
        ValueMatchType type = header.choice("type", TYPES, ValueMatchType.EXACT);
        String name = header.requiredText("name", Names.HEADER_NAME);
        String value = HeaderValues.required(header, HeaderValues.MATCHED);
        return isRepeated(header, name) ? null : new HttpHeaderMatch(type, name, value);
    }

    /** The same spelling twice is an error; of names that are equal ignoring case the first counts. */
    private boolean isRepeated(FieldReader header, String name) {
        if (name.isEmpty()) {
            return false;
        }
        if (!spellings.add(name)) {
            header.duplicate(name, header.path("name"));
            return true;
        }
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            header.problems()
                    .warning(
                            "header-duplicate-ignored",
                            header.path("name"),
                            "found " + Found.quoted(name)
                                    + " in two spellings (expected: once); only the first entry counts");
            return true;
        }
        return false;
    }
}
