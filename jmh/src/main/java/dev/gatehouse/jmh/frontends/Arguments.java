package dev.gatehouse.jmh.frontends;

import java.util.List;

/** Options of the form {@code --name value}. */
record Arguments(List<String> given) {
    Arguments {
        given = List.copyOf(given);
    }

    String text(String name, String absent) {
        int at = given.indexOf(name);
        return at < 0 || at + 1 == given.size() ? absent : given.get(at + 1);
    }

    int number(String name, int absent) {
        return Integer.parseInt(text(name, Integer.toString(absent)));
    }
}
