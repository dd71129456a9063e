package dev.gatehouse.yaml;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files, folders and streams of one call into one list of documents, within the limits. */
final class ManifestReader {
    static final String STANDARD_INPUT = "standard input";

    private final Limits limits;
    private final List<Document> documents = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private long bytesRead;
    private int filesRead;
    private boolean exhausted;

    ManifestReader(Limits limits) {
        this(limits, 0, 0);
    }

    /** One that goes on where others have read so much already. */
    ManifestReader(Limits limits, long bytesRead, int filesRead) {
        this.limits = limits;
        this.bytesRead = bytesRead;
        this.filesRead = filesRead;
    }

    ManifestDocuments result() {
        return new ManifestDocuments(documents, problems);
    }

    /** A file, a folder with all that lies in it, or {@code -} for standard input. */
    void path(Path path) {
        Report report = report(path.toString());
        if (path.toString().equals("-")) {
            stream(System.in, STANDARD_INPUT);
        } else if (Files.isDirectory(path)) {
            files(Folder.files(path, limits, report));
        } else {
            file(path);
        }
    }

    private void files(List<Path> files) {
        for (List<Path> part : ReadAhead.parts(files)) {
            List<ManifestReader> readers = exhausted ? List.of() : ReadAhead.read(part, limits);
            for (int i = 0; i < part.size() && !exhausted; i++) {
                if (holds(readers.get(i))) {
                    take(readers.get(i));
                } else {
                    file(part.get(i));
                }
            }
        }
    }

    /** Whether what another has read is within the limits together with what was read here. */
    boolean holds(ManifestReader other) {
        return bytesRead + other.bytesRead <= limits.inputBytes() && filesRead + other.filesRead <= limits.files();
    }

    private void take(ManifestReader other) {
        documents.addAll(other.documents);
        problems.addAll(other.problems);
        bytesRead += other.bytesRead;
        filesRead += other.filesRead;
    }

    /** How much was read, what others had read before included. */
    long bytesRead() {
        return bytesRead;
    }

    void file(Path file) {
        Report report = report(file.toString());
        if (exhausted) {
            return;
        }
        try {
            if (Files.size(file) > limits.fileBytes()) {
                tooLarge(report);
                return;
            }
            try (InputStream in = Files.newInputStream(file)) {
                read(in, report);
            }
        } catch (NoSuchFileException e) {
            report.error(Names.NOT_FOUND, 0, "there is no such file or folder");
        } catch (IOException | SecurityException e) {
            report.error(Names.UNREADABLE, 0, "the file cannot be read (" + e + ")");
        }
    }

    /** The rest of a stream, which stays open. */
    void stream(InputStream in, String name) {
        Report report = report(name);
        try {
            read(in, report);
        } catch (IOException e) {
            report.error(Names.UNREADABLE, 0, "the stream cannot be read (" + e + ")");
        }
    }

    private void read(InputStream in, Report report) throws IOException {
        // A size that was asked before may be that of a pipe or of a file that grows: what is read is what counts.
        byte[] bytes = in.readNBytes(limits.fileBytes() + 1);
        if (bytes.length > limits.fileBytes()) {
            tooLarge(report);
            return;
        }
        bytesRead += bytes.length;
        if (bytesRead > limits.inputBytes() || ++filesRead > limits.files()) {
            exhausted = true;
            report.error(
                    Names.INPUT_TOO_LARGE,
                    0,
                    "with this file there are more than " + limits.inputBytes() + " bytes or " + limits.files()
                            + " files in all; it and those after it were not read");
            return;
        }
        @Nullable String text = Utf8.text(bytes, report);
        if (text != null) {
            text(text, report);
        }
    }

    void text(String text, String name) {
        Report report = report(name);
        if (text.length() > limits.fileBytes()) {
            tooLarge(report);
        } else {
            text(text, report);
        }
    }

    private void text(String text, Report report) {
        int before = documents.size();
        for (Chunk chunk : Chunk.split(text)) {
            if (report.full()) {
                report.error(
                        Names.TOO_MANY_PROBLEMS,
                        chunk.line(),
                        "there are " + limits.problems()
                                + " problems before this line; the rest of this file was not read");
                return;
            }
            if (documents.size() - before >= limits.documents()) {
                report.error(
                        Names.TOO_MANY_DOCUMENTS,
                        chunk.line(),
                        "there are " + limits.documents()
                                + " documents before this line; the rest of this file was not read");
                return;
            }
            if (chunk.end() - chunk.start() > limits.documentChars()) {
                report.error(
                        Names.TOO_LARGE,
                        chunk.line(),
                        "the document has " + (chunk.end() - chunk.start()) + " characters, expected at most "
                                + limits.documentChars());
                continue;
            }
            DocumentReader.read(chunk.of(text), chunk.line(), limits, report, documents);
        }
    }

    private void tooLarge(Report report) {
        report.error(
                Names.FILE_TOO_LARGE,
                0,
                "the file has more than " + limits.fileBytes() + " bytes; nothing of it was read");
    }

    private Report report(String name) {
        return new Report(name, limits, problems);
    }
}
