package dev.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a URL does not tell of a request: options of {@code gatehouse explain}, where they can be named as curl names them. */
final class RequestOptions {
    @Option(
            names = {"-H", "--header"},
            paramLabel = "'NAME: VALUE'",
            description = {
                "A header; may be given several times. 'NAME:' takes one out that",
                "would be sent otherwise, such as Host; 'NAME;' has no value."
            })
    private List<String> headers = new ArrayList<>();

    @Option(
            names = {"-X", "--request", "--method"},
            paramLabel = "METHOD",
            description = {"In the place of a method before the URL.", "Default: GET, and POST for gRPC."})
    private @Nullable String method;

    @Option(
            names = "--request-target",
            paramLabel = "TARGET",
            description = {"The target of the request line, in the place of the URL's path", "and query."})
    private @Nullable String target;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = {
                "The listener's port. Default: the URL's. For a URL with the port of a",
                "socket, such as 8080 of serve, which stands for 80."
            })
    private @Nullable Integer port;

    @Option(
            names = "--sni",
            paramLabel = "NAME",
            description = {"The server name of the TLS handshake; '' sends none.", "Default: the URL's host."})
    private @Nullable String serverName;

    @Option(names = "--http1.1", description = "Ask over HTTP/1.1. Default, but for gRPC.")
    private boolean http1;

    @Option(
            names = "--http2",
            description = {"Ask over HTTP/2. Default for gRPC: grpc://, or a Content-Type of", "application/grpc."})
    private boolean http2;

    List<String> headers() {
        return headers;
    }

    @Nullable
    String method() {
        return method;
    }

    @Nullable
    String target() {
        return target;
    }

    @Nullable
    Integer port() {
        return port;
    }

    @Nullable
    String serverName() {
        return serverName;
    }

    /** Null where it was not said. */
    @Nullable
    Boolean overHttp2() {
        if (http1 && http2) {
            throw new IllegalArgumentException("--http1.1 and --http2 cannot both be");
        }
        return http1 ? Boolean.FALSE : http2 ? Boolean.TRUE : null;
    }
}
