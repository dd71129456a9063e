package dev.gatehouse.routing.persistent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private record Step(String key, boolean put) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 200).map(String::valueOf), Arbitraries.of(true, false))
                .as(Step::new)
                .list();
    }

    /** Two maps that have much in common, and two that share nothing. */
    @Property
    void differencesAreToldOfAnyTwo(
            @ForAll("steps") List<Step> common, @ForAll("steps") List<Step> one, @ForAll("steps") List<Step> other) {
        PersistentMap<Named> both = changed(PersistentMap.empty(), common);
        PersistentMap<Named> left = changed(both, one);
        PersistentMap<Named> right = changed(both, other);
        differ(left, right);
        differ(both, right);
        differ(left, both);
        differ(left, PersistentMap.of(values(right), Named::key));
        differ(left, PersistentMap.of(values(left), Named::key));
    }

    private static PersistentMap<Named> changed(PersistentMap<Named> map, List<Step> steps) {
        PersistentMap<Named> next = map;
        for (Step step : steps) {
            next = step.put ? next.with(step.key, new Named(step.key, 1)) : next.without(step.key);
        }
        return next;
    }

    private static List<Named> values(PersistentMap<Named> map) {
        List<Named> values = new ArrayList<>();
        map.forEach(values::add);
        return values;
    }

    @SuppressWarnings("ReferenceEquality") // two that are equal differ
    private static void differ(PersistentMap<Named> one, PersistentMap<Named> other) {
        Set<String> keys = new TreeSet<>();
        values(one).forEach(value -> keys.add(value.key));
        values(other).forEach(value -> keys.add(value.key));
        keys.removeIf(key -> one.get(key) == other.get(key));
        List<String> told = new ArrayList<>();
        one.differences(other, told::add);
        assertEquals(List.copyOf(keys), told.stream().sorted().toList());
    }

    /**
     * Keys of one hash, which no random ones have: the sequence of Thue and Morse and its complement have the same polynomial modulo 2^64, whatever its odd
     * factor is.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keysOfOneHashAreToldApart(boolean inOneGo) {
        List<Named> values = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            values.add(new Named(thueMorse(i), i));
        }
        values.add(new Named(thueMorse(3), 9));
        Map<String, Named> expected = new HashMap<>();
        PersistentMap<Named> map = PersistentMap.empty();
        for (Named value : values) {
            expected.put(value.key, value);
            map = map.with(value.key, value);
        }
        if (inOneGo) {
            map = PersistentMap.of(values, Named::key);
        }
        holds(expected, map);
        differ(map, PersistentMap.of(values(map), Named::key));
        differ(map, PersistentMap.<Named>empty().with(thueMorse(2), values.get(2)));
        assertNull(map.get(thueMorse(8)));
        for (int i : List.of(3, 7, 0, 5, 1, 2, 6, 4)) {
            expected.remove(thueMorse(i));
            PersistentMap<Named> before = map;
            map = map.without(thueMorse(i));
            differ(map, before);
            differ(before, map);
            holds(expected, map);
            assertNull(map.get(thueMorse(i)));
        }
    }

    /** One of sixteen texts: four parts, each of which is the sequence or its complement. */
    private static String thueMorse(int which) {
        StringBuilder text = new StringBuilder();
        for (int part = 0; part < 4; part++) {
            for (int i = 0; i < 2048; i++) {
                text.append((Integer.bitCount(i) + (which >> part)) % 2 == 0 ? 'a' : 'b');
            }
        }
        return text.toString();
    }

    private static void holds(Map<String, Named> expected, PersistentMap<Named> map) {
        assertEquals(expected.size(), map.size());
        Map<String, Named> all = new HashMap<>();
        map.forEach(value -> all.put(value.key, value));
        assertEquals(expected, all);
        expected.forEach((key, value) -> assertEquals(value, map.get(key)));
    }
}
