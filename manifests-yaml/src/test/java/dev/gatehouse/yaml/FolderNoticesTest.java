package dev.gatehouse.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whether a file of which the system tells is whole. */
@Timeout(60)
class FolderNoticesTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private final FolderNotices notices = new FolderNotices();

    @AfterEach
    void close() {
        notices.close();
    }

    private FileStamps stamps() {
        FileStamps stamps = new FileStamps(List.of(folder), Limits.DEFAULT, notices::watch);
        stamps.look();
        return stamps;
    }

    private Map<Path, Boolean> noticed(FileStamps stamps, Predicate<Path> read) throws InterruptedException {
        Map<Path, Boolean> files = Map.of();
        while (files.isEmpty()) {
            files = notices.poll(stamps, read, Duration.ofSeconds(1).toNanos()).files();
        }
        return files;
    }

    @Test
    void oneThatALookFindsBeforeItsMakingIsToldMayBeHalfWritten() throws Exception {
        FileStamps stamps = stamps();
        Path file = Files.createFile(folder.resolve("a.yaml"));
        stamps.look();
        assertEquals(Map.of(file, false), noticed(stamps, each -> false));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void oneThatIsRenamedOverAnotherIsWhole() throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), "kind: A\n");
        FileStamps stamps = stamps();
        Path next = Files.writeString(elsewhere.resolve("next"), "kind: B\n");
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        assertEquals(Map.of(file, true), noticed(stamps, file::equals));
    }
}
