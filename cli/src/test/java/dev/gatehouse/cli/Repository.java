package dev.gatehouse.cli;

import java.nio.file.Path;

/** The clone that the tests run in. */
final class Repository {
    private Repository() {}

    static Path root() {
        return Examples.folder("shop").getParent().getParent();
    }
}
