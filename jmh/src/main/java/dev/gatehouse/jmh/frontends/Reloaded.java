package dev.gatehouse.jmh.frontends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Front ends with very many routes, each in its own words: a hundred paths for a host, in front of one backend. One route more comes with each change,
 * in a file that is renamed over that of the change before.
 */
enum Reloaded {
    GATEHOUSE("Gatehouse, `serve`") {
        @Override
        List<String> command(Workplace place) throws IOException {
            Path folder = Files.createDirectories(place.folder().resolve("manifests"));
            Files.writeString(folder.resolve("edge.yaml"), GATEWAY.formatted(Ports.BACKEND));
            for (int from = 0; from < place.routes(); from += FOR_EACH_FILE) {
                StringBuilder text = new StringBuilder();
                for (int i = from; i < Math.min(place.routes(), from + FOR_EACH_FILE); i++) {
                    text.append(route("route-" + i, host(i), path(i)));
                }
                Files.writeString(folder.resolve("routes-" + from + ".yaml"), text);
            }
            write(place, 0);
            publish(place);
            return List.of(
                    place.gatehouse().toString(),
                    "serve",
                    folder.toString(),
                    "--quiet",
                    "--no-demo-backends",
                    "--port-map",
                    "80=" + Ports.PLAIN);
        }

        @Override
        void write(Workplace place, int change) throws IOException {
            place.write("next", route("changing", HOST, changed(change)));
        }

        @Override
        void publish(Workplace place) throws IOException {
            rename(place, "manifests/changing.yaml");
        }
    },
    NGINX("nginx, `-s reload`") {
        @Override
        List<String> command(Workplace place) throws IOException {
            write(place, 0);
            rename(place, "nginx.conf");
            return List.of("nginx", "-p", place.folder() + "/", "-c", "nginx.conf");
        }

        @Override
        void write(Workplace place, int change) throws IOException {
            StringBuilder text = new StringBuilder("""
                    daemon off;
                    worker_processes 1;
                    pid nginx.pid;
                    error_log nginx.log;
                    events { worker_connections 4096; }
                    http {
                    access_log off;
                    server_names_hash_max_size 65536;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_set_header Host $host;
                    upstream api { server 127.0.0.1:%d; keepalive 128; }
                    server { listen 127.0.0.1:%d default_server; location / { return 404; } }
                    """.formatted(Ports.BACKEND, Ports.PLAIN));
            server(text, HOST, List.of(StreamingBackend.STREAM, changed(change)));
            for (int from = 0; from < place.routes(); from += FOR_EACH_HOST) {
                server(text, host(from), paths(from, place.routes()));
            }
            place.write("next", text.append("}\n").toString());
        }

        @Override
        void publish(Workplace place) throws IOException, InterruptedException {
            rename(place, "nginx.conf");
            Programs.run(List.of("nginx", "-p", place.folder() + "/", "-c", "nginx.conf", "-s", "reload"));
        }
    },
    HAPROXY("HAProxy, `SIGUSR2`") {
        @Override
        List<String> command(Workplace place) throws IOException {
            write(place, 0);
            rename(place, "routes.map");
            Path map = place.folder().resolve("routes.map");
            place.write("haproxy.cfg", """
                    global
                        nbthread 1
                        maxconn 4096
                    defaults
                        mode http
                        timeout connect 5s
                        timeout client 600s
                        timeout server 600s
                    frontend front
                        bind 127.0.0.1:%d
                        use_backend %%[base,map_beg(%s,none)]
                    backend none
                        http-request deny deny_status 404
                    backend api
                        server one 127.0.0.1:%d
                    """.formatted(Ports.PLAIN, map, Ports.BACKEND));
            return List.of(
                    "haproxy", "-W", "-f", place.folder().resolve("haproxy.cfg").toString());
        }

        @Override
        void write(Workplace place, int change) throws IOException {
            StringBuilder text = new StringBuilder();
            text.append(HOST).append(StreamingBackend.STREAM).append(" api\n");
            text.append(HOST).append(changed(change)).append(" api\n");
            for (int i = 0; i < place.routes(); i++) {
                text.append(host(i)).append(path(i)).append(" api\n");
            }
            place.write("next", text.toString());
        }

        @Override
        void publish(Workplace place) throws IOException, InterruptedException {
            rename(place, "routes.map");
            Programs.run(
                    List.of("kill", "-USR2", Files.readString(place.folder().resolve("pid"))));
        }
    };

    static final String HOST = "changing.example.org";

    private static final int FOR_EACH_HOST = 100;
    private static final int FOR_EACH_FILE = 10;
    private static final String GATEWAY = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: front}
            spec:
              gatewayClassName: gatehouse
              listeners: [{name: http, protocol: HTTP, port: 80}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: api}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: api-1, labels: {kubernetes.io/service-name: api}}
            addressType: IPv4
            ports: [{port: %d}]
            endpoints: [{addresses: [127.0.0.1]}]
            """;

    private final String title;

    Reloaded(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** What starts it in the foreground, with every file that it needs written and change 0 in them. */
    abstract List<String> command(Workplace place) throws IOException;

    /** Writes a change beside what is in force. */
    abstract void write(Workplace place, int change) throws IOException;

    /** Puts it in its place, and tells the program where it has to be told. */
    abstract void publish(Workplace place) throws IOException, InterruptedException;

    /** The path that is there after a change, and not before. */
    static String changed(int change) {
        return "/changed-" + change + "/";
    }

    private static void rename(Workplace place, String name) throws IOException {
        Files.move(
                place.folder().resolve("next"),
                place.folder().resolve(name),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    private static String host(int i) {
        return "host-" + i / FOR_EACH_HOST + ".example.org";
    }

    private static String path(int i) {
        return "/path-" + i % FOR_EACH_HOST + "/";
    }

    private static List<String> paths(int from, int end) {
        return IntStream.range(from, Math.min(from + FOR_EACH_HOST, end))
                .mapToObj(Reloaded::path)
                .toList();
    }

    private static void server(StringBuilder text, String host, List<String> paths) {
        text.append("server { listen 127.0.0.1:")
                .append(Ports.PLAIN)
                .append("; server_name ")
                .append(host)
                .append(";\n");
        paths.forEach(path -> text.append("location ").append(path).append(" { proxy_pass http://api; }\n"));
        text.append("location / { return 404; } }\n");
    }

    /** @param path with a slash at the end */
    private static String route(String name, String host, String path) {
        String prefix = path.substring(0, path.length() - 1);
        return """
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: %s}
                spec:
                  parentRefs: [{name: front}]
                  hostnames: [%s]
                  rules:
                  - matches: [{path: {value: %s}}, {path: {value: %s}}]
                    backendRefs: [{name: api, port: 80}]
                """.formatted(name, host, prefix, host.equals(HOST) ? StreamingBackend.STREAM : path + "more");
    }
}
