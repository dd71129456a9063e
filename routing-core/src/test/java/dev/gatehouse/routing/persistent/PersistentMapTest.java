package dev.gatehouse.routing.persistent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PersistentMapTest {
    private record Named(String key, int value) {}

    @Property
    void whatIsMadeInOneGoIsWhatIsPutInOneByOne(@ForAll List<String> keys, @ForAll List<String> others) {
        Map<String, Named> expected = new HashMap<>();
        PersistentMap<Named> one = PersistentMap.empty();
        List<Named> values = keys.stream()
                .map(key -> new Named(key, keys.lastIndexOf(key) + key.length()))
                .toList();
        for (Named value : values) {
            expected.put(value.key, value);
            one = one.with(value.key, value);
        }
        PersistentMap<Named> all = PersistentMap.of(values, Named::key);
        holds(expected, one);
        holds(expected, all);
        for (String other : others) {
            if (!expected.containsKey(other)) {
                assertNull(all.get(other));
            }
            Named changed = new Named(other, -1);
            expected.put(other, changed);
            all = all.with(other, changed);
        }
        holds(expected, all);
        for (String key : List.copyOf(expected.keySet())) {
            expected.remove(key);
            all = all.without(key);
            holds(expected, all);
        }
    }

    private static void holds(Map<String, Named> expected, PersistentMap<Named> map) {
        assertEquals(expected.size(), map.size());
        Map<String, Named> all = new HashMap<>();
        map.forEach(value -> all.put(value.key, value));
        assertEquals(expected, all);
        expected.forEach((key, value) -> assertEquals(value, map.get(key)));
    }
}
