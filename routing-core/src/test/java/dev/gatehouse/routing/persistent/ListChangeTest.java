package dev.gatehouse.routing.persistent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListChangeTest {
    @ParameterizedTest
    @CsvSource(emptyValue = "", textBlock = """
            # before, after, from, removed, added
            '',     '',      0, '',   ''
            abc,    abc,     3, '',   ''
            abc,    axc,     1, b,    x
            abc,    ac,      1, b,    ''
            ac,     abc,     1, '',   b
            aa,     aaa,     2, '',   a
            aaa,    a,       1, aa,   ''
            abc,    xyz,     0, abc,  xyz
            abc,    '',      0, abc,  ''
            '',     abc,     0, '',   abc
            abcde,  axcye,   1, bcd,  xcy
            """)
    void isWhatLiesBetweenTheEnds(String before, String after, int from, String removed, String added) {
        assertEquals(
                new ListChange<>(from, letters(removed), letters(added)),
                ListChange.between(letters(before), letters(after), String::equals));
    }

    private static List<String> letters(String text) {
        List<String> letters = new ArrayList<>();
        text.chars().forEach(letter -> letters.add(Character.toString(letter)));
        return letters;
    }
}
