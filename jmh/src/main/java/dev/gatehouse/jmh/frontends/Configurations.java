package dev.gatehouse.jmh.frontends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The same front end in each one's own words: HTTP/1.1 and TLS with HTTP/2 before one backend, connections to it kept. */
final class Configurations {
    private Configurations() {}

    /** The backend: 1 KiB from memory, so that the front end is what is measured. */
    static Path backend(Workplace place) throws IOException {
        return place.write("backend.conf", """
                daemon off;
                worker_processes 1;
                pid backend.pid;
                error_log backend.log;
                events { worker_connections 4096; }
                http {
                    access_log off;
                    keepalive_requests 1000000000;
                    server {
                        listen 127.0.0.1:%d;
                        location / { default_type text/plain; return 200 "%s"; }
                    }
                }
                """.formatted(Ports.BACKEND, "x".repeat(1024)));
    }

    static Path nginx(Workplace place) throws IOException {
        return place.write("nginx.conf", """
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log nginx.log;
                events { worker_connections 4096; }
                http {
                    access_log off;
                    keepalive_requests 1000000000;
                    upstream api { server 127.0.0.1:%d; keepalive 128; keepalive_requests 1000000000; }
                    server {
                        listen 127.0.0.1:%d;
                        listen 127.0.0.1:%d ssl http2;
                        server_name %s;
                        ssl_certificate server.crt;
                        ssl_certificate_key server.key;
                        location /api {
                            proxy_pass http://api;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                            proxy_set_header Host $host;
                            proxy_set_header X-Forwarded-For $remote_addr;
                            proxy_set_header X-Forwarded-Proto $scheme;
                        }
                    }
                }
                """.formatted(Ports.BACKEND, Ports.PLAIN, Ports.SECURE, Workplace.HOST));
    }

    static Path haproxy(Workplace place) throws IOException {
        return place.write("haproxy.cfg", """
                global
                    nbthread 1
                    maxconn 4096
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 60s
                    timeout server 60s
                    http-reuse always
                frontend front
                    bind 127.0.0.1:%d
                    bind 127.0.0.1:%d ssl crt %s alpn h2,http/1.1
                    option forwardfor
                    acl app hdr(host) -i %s
                    acl api path_beg /api
                    use_backend api if app api
                backend api
                    server one 127.0.0.1:%d
                """.formatted(
                Ports.PLAIN, Ports.SECURE, place.folder().resolve("server.pem"), Workplace.HOST, Ports.BACKEND));
    }

    static List<String> gatehouse(Workplace place, String frontEnd) throws IOException {
        Path manifests = place.folder().resolve("manifests");
        Files.createDirectories(manifests);
        Files.writeString(manifests.resolve("front.yaml"), manifest(place));
        if (place.routes() > 1) {
            Files.writeString(manifests.resolve("others.yaml"), others(place.routes() - 1));
        }
        List<String> command = new ArrayList<>(List.of(
                place.gatehouse().toString(),
                "serve",
                manifests.toString(),
                "--quiet",
                "--no-demo-backends",
                "--front-end",
                frontEnd,
                "--port-map",
                "80=" + Ports.PLAIN + ",443=" + Ports.SECURE));
        if (frontEnd.equals("netty")) {
            // As the others have it: h2load opens no second connection when one has had its share.
            command.addAll(List.of("--set", "requestsPerConnection=100000000"));
        }
        return command;
    }

    private static String manifest(Workplace place) throws IOException {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: front}
                spec:
                  gatewayClassName: gatehouse
                  listeners:
                  - {name: http, protocol: HTTP, port: 80}
                  - {name: https, protocol: HTTPS, port: 443, tls: {certificateRefs: [{name: server}]}}
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: api}
                spec:
                  parentRefs: [{name: front}]
                  hostnames: [%s]
                  rules:
                  - matches: [{path: {value: /api}}]
                    backendRefs: [{name: api, port: 80}]
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
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: server}
                type: kubernetes.io/tls
                data:
                  tls.crt: %s
                  tls.key: %s
                """.formatted(Workplace.HOST, Ports.BACKEND, base64(place.certificate()), base64(place.key()));
    }

    /** Routes of other hosts, a hundred paths each. */
    private static String others(int routes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < routes; i++) {
            text.append("""
                    ---
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: HTTPRoute
                    metadata: {name: other-%d}
                    spec:
                      parentRefs: [{name: front}]
                      hostnames: [host-%d.example.org]
                      rules: [{matches: [{path: {value: /path-%d}}], backendRefs: [{name: api, port: 80}]}]
                    """.formatted(i, i / 100, i % 100));
        }
        return text.toString();
    }

    private static String base64(Path file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }
}
