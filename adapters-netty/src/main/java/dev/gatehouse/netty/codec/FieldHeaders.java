package dev.gatehouse.netty.codec;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.request.RequestHead;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Netty's headers as a list of the lines that the core speaks of: a head is read into it and written from it, and what is passed on is not copied.
 * There are few lines, and most are asked for by nobody, so a search through all is cheaper than a table of them. A line that is added or set is
 * checked as Netty's own headers check it.
 */
public final class FieldHeaders extends HttpHeaders {
    /** For readers. */
    static final HttpHeadersFactory FACTORY = new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
            return new FieldHeaders(new ArrayList<>());
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
            return new FieldHeaders(new ArrayList<>(0));
        }
    };

    private final List<Field> lines;

    /** @param lines these headers' own from now on; they are checked by whoever made them, and when they are written */
    public FieldHeaders(List<Field> lines) {
        this.lines = lines;
    }

    /** For looking at. */
    List<Field> lines() {
        return lines;
    }

    private int index(String name) {
        return index(name, 0);
    }

    private int index(String name, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** As {@link RequestHead#header}; allocates nothing where there is one line. */
    public @Nullable String joined(String name) {
        int first = index(name);
        return first < 0
                ? null
                : index(name, first + 1) < 0 ? lines.get(first).value() : RequestHead.joined(name, getAll(name));
    }

    @Override
    public @Nullable String get(String name) {
        int index = index(name);
        return index < 0 ? null : lines.get(index).value();
    }

    @Override
    public List<String> getAll(String name) {
        int first = index(name);
        if (first < 0) {
            return List.of();
        }
        List<String> values = new ArrayList<>(2);
        for (int i = first; i < lines.size(); i++) {
            if (lines.get(i).name().equalsIgnoreCase(name)) {
                values.add(lines.get(i).value());
            }
        }
        return Collections.unmodifiableList(values);
    }

    @Override
    public Iterator<String> valueStringIterator(CharSequence name) {
        return contains(name) ? getAll(name).iterator() : Collections.emptyIterator();
    }

    @Override
    public boolean contains(String name) {
        return index(name) >= 0;
    }

    @Override
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    public int size() {
        return lines.size();
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        lines.forEach(line -> names.add(line.name()));
        return names;
    }

    @Override
    public List<Map.Entry<String, String>> entries() {
        List<Map.Entry<String, String>> entries = new ArrayList<>(lines.size());
        lines.forEach(line -> entries.add(new SimpleImmutableEntry<>(line.name(), line.value())));
        return entries;
    }

    @Override
    @SuppressWarnings("deprecation") // the other way through headers ends here too
    public Iterator<Map.Entry<String, String>> iterator() {
        return entries().iterator();
    }

    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> iteratorCharSequence() {
        Iterator<Field> each = lines.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public Map.Entry<CharSequence, CharSequence> next() {
                Field line = each.next();
                return new SimpleImmutableEntry<>(line.name(), line.value());
            }
        };
    }

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        String text = value instanceof Date date ? DateFormatter.format(date) : value.toString();
        if (name.length() == 0 || HttpHeaderValidationUtil.validateToken(name) >= 0) {
            throw new IllegalArgumentException("a header name is not a token");
        }
        if (HttpHeaderValidationUtil.validateValidHeaderValue(text) >= 0) {
            throw new IllegalArgumentException("a header value has a character that none may have");
        }
        lines.add(new Field(name.toString(), text));
        return this;
    }

    @Override
    public HttpHeaders add(String name, Object value) {
        return add((CharSequence) name, value);
    }

    @Override
    public HttpHeaders add(String name, Iterable<?> values) {
        values.forEach(value -> add(name, value));
        return this;
    }

    @Override
    public HttpHeaders addInt(CharSequence name, int value) {
        return add(name, Integer.toString(value));
    }

    @Override
    public HttpHeaders addShort(CharSequence name, short value) {
        return add(name, Short.toString(value));
    }

    @Override
    public HttpHeaders set(String name, Object value) {
        return remove(name).add(name, value);
    }

    @Override
    public HttpHeaders set(String name, Iterable<?> values) {
        return remove(name).add(name, values);
    }

    @Override
    public HttpHeaders setInt(CharSequence name, int value) {
        return set(name, Integer.toString(value));
    }

    @Override
    public HttpHeaders setShort(CharSequence name, short value) {
        return set(name, Short.toString(value));
    }

    @Override
    public HttpHeaders remove(String name) {
        if (contains(name)) {
            lines.removeIf(line -> line.name().equalsIgnoreCase(name));
        }
        return this;
    }

    @Override
    public HttpHeaders clear() {
        lines.clear();
        return this;
    }

    @Override
    public HttpHeaders copy() {
        return new FieldHeaders(new ArrayList<>(lines));
    }

    @Override
    public @Nullable Integer getInt(CharSequence name) {
        Long number = number(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return number == null ? null : number.intValue();
    }

    @Override
    public int getInt(CharSequence name, int absent) {
        Integer number = getInt(name);
        return number == null ? absent : number;
    }

    @Override
    public @Nullable Short getShort(CharSequence name) {
        Long number = number(name, Short.MIN_VALUE, Short.MAX_VALUE);
        return number == null ? null : number.shortValue();
    }

    @Override
    public short getShort(CharSequence name, short absent) {
        Short number = getShort(name);
        return number == null ? absent : number;
    }

    private @Nullable Long number(CharSequence name, long least, long most) {
        String value = get(name);
        try {
            long number = value == null ? Long.MAX_VALUE : Long.parseLong(value);
            return number < least || number > most ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // Netty's reader of dates gives one
    public @Nullable Long getTimeMillis(CharSequence name) {
        String value = get(name);
        Date date = value == null ? null : DateFormatter.parseHttpDate(value);
        return date == null ? null : date.getTime();
    }

    @Override
    public long getTimeMillis(CharSequence name, long absent) {
        Long millis = getTimeMillis(name);
        return millis == null ? absent : millis;
    }
}
