package dev.gatehouse.routing.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A request that is asked often answers as if it searched each time, and searches a few times. */
class RememberedTest {
    private static final List<String> NAMES = List.of("a", "b", "absent", "A");

    @Test
    void headersAreSearchedForAFewTimes() {
        CountingHead head = new CountingHead("/");
        Request request = (Request) Normalized.of(head);
        head.searched.clear();
        for (int i = 0; i < 100; i++) {
            for (String name : NAMES) {
                assertEquals(CountingHead.value(name), request.header(name));
            }
        }
        assertTrue(head.searched.size() <= NAMES.size() + 2, () -> "searched for " + head.searched);
    }

    @Property(tries = 500)
    void parametersAreWhatASearchFinds(
            @ForAll @Chars({'a', 'b', '=', '&', '%', '6', '1', '2'}) @StringLength(max = 16) String query,
            @ForAll List<@Chars({'a', 'b'}) @StringLength(max = 1) String> names,
            @ForAll @Chars({'a', 'b', '=', '1', ' '}) @StringLength(max = 2) String value) {
        if (!(Normalized.of(new CountingHead("/?" + query)) instanceof Request request)) {
            return;
        }
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 2; round++) {
            for (String each : names) {
                byte[] name = each.getBytes(StandardCharsets.UTF_8);
                assertEquals(QueryParameters.first(request.query(), name), request.parameter(name));
                assertEquals(
                        QueryParameters.firstEquals(request.query(), name, octets),
                        request.parameterEquals(name, octets));
            }
        }
    }

    private static final class CountingHead implements RequestHead {
        private final String target;
        private final List<String> searched = new ArrayList<>();

        CountingHead(String target) {
            this.target = target;
        }

        static @Nullable String value(String name) {
            return name.equals("absent") ? null : "value of " + name;
        }

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String target() {
            return target;
        }

        @Override
        public List<String> headerLines(String name) {
            return List.of("host.example");
        }

        @Override
        public @Nullable String header(String name) {
            searched.add(name);
            return value(name);
        }
    }
}
