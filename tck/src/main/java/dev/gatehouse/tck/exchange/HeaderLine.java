package dev.gatehouse.tck.exchange;

import java.util.List;

/**
 * One line of a header section.
 *
 * @param name in any letter case
 */
public record HeaderLine(String name, String value) {
    /** Whether this is a line of the header of that name. */
    public boolean named(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** The values of a header, one for each line, in order. */
    public static List<String> values(List<HeaderLine> lines, String name) {
        return lines.stream()
                .filter(line -> line.named(name))
                .map(HeaderLine::value)
                .toList();
    }

    @Override
    public String toString() {
        return name + ": " + value;
    }
}
