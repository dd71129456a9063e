package dev.gatehouse.tls.live;

import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.routing.resource.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Secrets as Kubernetes mounts them: a folder for each, a file for each key. */
final class SecretFiles {
    /** Kubernetes takes no larger Secret. */
    private static final long MAX_LENGTH = 1 << 20;

    /** What a mounted folder's files lead through: a link that is swapped for another when the Secret changes. */
    private static final String CURRENT = "..data";

    private static final List<String> KEYS = List.of("tls.crt", "tls.key", "keystore.p12");

    private SecretFiles() {}

    /** That of the folder itself, and those of the folders in it; without those that have none of the files. */
    static List<Secret> in(Path folder) throws IOException {
        List<Path> folders = new ArrayList<>();
        folders.add(folder);
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .filter(Files::isDirectory)
                    .sorted()
                    .forEach(folders::add);
        }
        List<Secret> secrets = new ArrayList<>();
        for (Path each : folders) {
            Secret secret = read(each);
            if (secret != null) {
                secrets.add(secret);
            }
        }
        return secrets;
    }

    private static @Nullable Secret read(Path folder) {
        Map<String, byte[]> data = new HashMap<>();
        try {
            // Through the link once, so that all files are of one state of the Secret.
            Path link = folder.resolve(CURRENT);
            Path current = Files.isDirectory(link) ? link.toRealPath() : folder;
            for (String key : KEYS) {
                Path file = current.resolve(key);
                if (Files.isRegularFile(file) && Files.size(file) <= MAX_LENGTH) {
                    data.put(key, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            // It changes this moment, or may not be read; there is another reading to come.
            return null;
        }
        return data.isEmpty() ? null : new Secret(metadata(folder), Secret.TLS, data);
    }

    private static Metadata metadata(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        Metadata metadata = Metadata.of("", name == null ? "" : name.toString());
        return new Metadata(
                metadata.namespace(),
                metadata.name(),
                metadata.generation(),
                metadata.creationTimestamp(),
                metadata.labels(),
                metadata.annotations(),
                new Source(folder.toString(), 0));
    }
}
