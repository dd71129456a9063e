package dev.gatehouse.routing.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A request as a backend sees it (routed, rewritten, its headers edited), and the way to answer it. For one thread at a time. */
public interface ServiceExchange {
    /** The method. */
    String method();

    /** Path and query, in normal form or as a filter rewrote them. */
    String target();

    /** The Host header; empty where there is none. */
    String host();

    /** Header names in lower case to their values, one for each line. */
    Map<String, List<String>> headers();

    /** The body; it blocks until bytes come. */
    InputStream body();

    /**
     * Sends status and headers. To be called once.
     *
     * @param length of the body in bytes; −1 where it is not known yet; 0 for none
     * @return takes the body; closing it ends the answer
     */
    OutputStream respond(int status, Map<String, List<String>> headers, long length) throws IOException;

    /** Answers with a short text. */
    default void respond(int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = respond(status, Map.of("content-type", List.of(contentType)), bytes.length)) {
            out.write(bytes);
        }
    }
}
