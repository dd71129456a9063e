package dev.gatehouse.jmh.frontends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder for the files of one run.
 *
 * @param folder where they are
 * @param gatehouse the launcher of this clone
 * @param routes how many routes Gatehouse has in its table
 */
record Workplace(Path folder, Path gatehouse, int routes) {
    /** A host that every front end serves, and the path that is asked for. */
    static final String HOST = "app.example.com";

    static final String PATH = "/api/item";

    Path certificate() {
        return folder.resolve("server.crt");
    }

    Path key() {
        return folder.resolve("server.key");
    }

    Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** Makes what all share: a key, its certificate, and both in one file as HAProxy wants them. */
    void prepare() throws IOException, InterruptedException {
        Programs.run(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + HOST,
                "-addext",
                "subjectAltName=DNS:" + HOST,
                "-keyout",
                key().toString(),
                "-out",
                certificate().toString()));
        write("server.pem", Files.readString(certificate()) + Files.readString(key()));
    }
}
