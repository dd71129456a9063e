package dev.gatehouse.routing.resource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code HTTPHeaderFilter}: of all actions together a header may be named once, its case ignored. */
final class HttpHeaderFilterDecoder {
    private final FieldReader filter;
    private final Map<String, String> actions = new HashMap<>();

    private HttpHeaderFilterDecoder(FieldReader filter) {
        this.filter = filter;
    }

    static HttpHeaderFilter decode(FieldReader filter) {
        HttpHeaderFilterDecoder decoder = new HttpHeaderFilterDecoder(filter);
        return new HttpHeaderFilter(decoder.headers("set"), decoder.headers("add"), decoder.remove());
    }

    private List<HttpHeaderFilter.HttpHeader> headers(String action) {
        Set<String> spellings = new HashSet<>();
        return filter.objects(action, ApiLimits.HEADER_EDITS, header -> {
            String name = header.requiredText("name", Names.HEADER_NAME);
            String value = HeaderValues.required(header, HeaderValues.SENT);
            if (name.isEmpty()) {
                return null;
            }
            if (!spellings.add(name)) {
                header.duplicate(name, header.path("name"));
                return null;
            }
            return isFirst(name, action, header, "name", -1) ? new HttpHeaderFilter.HttpHeader(name, value) : null;
        });
    }

    private List<String> remove() {
        List<String> names = filter.texts("remove", ApiLimits.HEADER_EDITS, Names.HEADER_NAME);
        List<String> remove = new ArrayList<>(names.size());
        Set<String> spellings = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!name.isEmpty() && !spellings.add(name)) {
                filter.duplicate(name, filter.path("remove").index(i));
            } else if (!name.isEmpty() && isFirst(name, "remove", filter, "remove", i)) {
                remove.add(name);
            }
        }
        return remove;
    }

    private boolean isFirst(String name, String action, FieldReader fields, String field, int index) {
        String before = actions.putIfAbsent(name.toLowerCase(Locale.ROOT), action);
        if (before == null) {
            return true;
        }
        FieldPath place = index < 0 ? fields.path(field) : fields.path(field).index(index);
        if (before.equals(action)) {
            fields.problems()
                    .warning(
                            "header-duplicate-ignored",
                            place,
                            "found " + Found.quoted(name)
                                    + " in two spellings (expected: once); only the first entry counts");
        } else {
            fields.problems()
                    .error(
                            "header-action-conflict",
                            place,
                            "found " + Found.quoted(name) + " in " + action + " and in " + before
                                    + " (expected: in one of them)");
        }
        return false;
    }
}
