package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.tck.echo.Pod;
import dev.gatehouse.tck.echo.PodMode;
import dev.gatehouse.tck.echo.PodProtocol;
import dev.gatehouse.tck.exchange.Identity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Deployment of the echo program: how it is configured by the environment and the volumes of its first container. */
final class Workload {
    private static final String NAME_SERVER = "coredns";

    private final ObjectName name;
    private final Body deployment;
    private final Cluster cluster;
    private final Map<String, String> environment = new HashMap<>();
    private final @Nullable Body container;

    Workload(Body deployment, Cluster cluster) {
        this.name = ObjectName.of(deployment);
        this.deployment = deployment;
        this.cluster = cluster;
        List<Body> containers = template().objectOrEmpty("spec").objects("containers");
        this.container = containers.isEmpty() ? null : containers.get(0);
        if (container != null) {
            for (Body variable : container.objects("env")) {
                environment.put(variable.text("name"), variable.text("value", ""));
            }
        }
    }

    private Body template() {
        return deployment.objectOrEmpty("spec").objectOrEmpty("template");
    }

    boolean isSelectedBy(Map<String, Object> selector) {
        return template().objectOrEmpty("metadata").map("labels").entrySet().containsAll(selector.entrySet());
    }

    int replicas() {
        return deployment.objectOrEmpty("spec").number("replicas", 1);
    }

    private PodMode mode() {
        if (container != null && container.text("image", "").contains(NAME_SERVER)) {
            return PodMode.DNS;
        } else if (environment.containsKey("GRPC_ECHO_SERVER")) {
            return PodMode.GRPC;
        } else if (environment.containsKey("TCP_ECHO_SERVER")) {
            return PodMode.TCP;
        } else if (environment.containsKey("UDP_ECHO_SERVER")) {
            return PodMode.UDP;
        }
        return PodMode.HTTP;
    }

    /** @param script what the case says of the Service, in place of the Deployment */
    Pod pod(String podName, int number, String address, @Nullable BackendScript script) {
        Identity identity = identity();
        PodMode scripted = script == null ? null : script.mode();
        return new Pod(
                name.namespace(),
                podName,
                number,
                environment.getOrDefault("SERVICE_NAME", ""),
                address,
                scripted == null ? mode() : scripted,
                Map.of(),
                script == null || script.certificate() == null ? identity : identity(cluster, script.certificate()),
                clientAuthorities(script),
                script != null && script.clientAuthority() != null,
                script == null ? List.of() : script.answers());
    }

    /** One of a Service without a Deployment. */
    static Pod podOfService(
            ObjectName service,
            String podName,
            int number,
            String address,
            Map<Integer, PodProtocol> ports,
            @Nullable BackendScript script,
            Cluster cluster) {
        PodMode scripted = script == null ? null : script.mode();
        return new Pod(
                service.namespace(),
                podName,
                number,
                service.name(),
                address,
                scripted == null ? PodMode.PLAIN : scripted,
                scripted == null ? ports : Map.of(),
                script == null || script.certificate() == null ? null : identity(cluster, script.certificate()),
                script == null || script.clientAuthority() == null
                        ? null
                        : data(cluster, script.clientAuthority(), "ca.crt"),
                script != null && script.clientAuthority() != null,
                script == null ? List.of() : script.answers());
    }

    private @Nullable Identity identity() {
        String certificate = file("TLS_SERVER_CERT");
        String privateKey =
                file(environment.containsKey("TLS_SERVER_PRIVKEY") ? "TLS_SERVER_PRIVKEY" : "TLS_SERVER_PRIV_KEY");
        return certificate == null || privateKey == null ? null : new Identity(certificate, privateKey);
    }

    private @Nullable String clientAuthorities(@Nullable BackendScript script) {
        return script != null && script.clientAuthority() != null
                ? data(cluster, script.clientAuthority(), "ca.crt")
                : file("TLS_CLIENT_CACERTS");
    }

    /** What the file holds that a variable names; null where it is not mounted. */
    private @Nullable String file(String variable) {
        String path = environment.get(variable);
        if (path == null || container == null) {
            return null;
        }
        for (Body mount : container.objects("volumeMounts")) {
            String folder = mount.text("mountPath") + "/";
            if (path.startsWith(folder)) {
                return mounted(mount.text("name"), path.substring(folder.length()));
            }
        }
        return null;
    }

    private @Nullable String mounted(String volumeName, String file) {
        for (Body volume : template().objectOrEmpty("spec").objects("volumes")) {
            if (volume.text("name").equals(volumeName)) {
                Body secret = volume.object("secret");
                Body source = secret == null ? volume.objectOrEmpty("configMap") : secret;
                String object = secret == null ? source.text("name") : source.text("secretName");
                String key = source.objects("items").stream()
                        .filter(item -> item.text("path").equals(file))
                        .map(item -> item.text("key"))
                        .findFirst()
                        .orElse(file);
                return data(cluster, new NamespacedName(name.namespace(), object), key);
            }
        }
        return null;
    }

    /** The certificate and key of a Secret; null where it has not both. */
    static @Nullable Identity identity(Cluster cluster, NamespacedName secret) {
        String certificate = data(cluster, secret, "tls.crt");
        String privateKey = data(cluster, secret, "tls.key");
        return certificate == null || privateKey == null ? null : new Identity(certificate, privateKey);
    }

    /** What a Secret or, where there is none of that name, a ConfigMap holds under a key; null where there is nothing. */
    static @Nullable String data(Cluster cluster, NamespacedName object, String key) {
        Document secret = cluster.find(new ObjectName("Secret", object.namespace(), object.name()));
        Document found =
                secret != null ? secret : cluster.find(new ObjectName("ConfigMap", object.namespace(), object.name()));
        if (found == null) {
            return null;
        }
        Body content = Body.of(found.content(), object.toString());
        String plain = content.objectOrEmpty("stringData").textOrNull(key);
        String value = content.objectOrEmpty("data").textOrNull(key);
        if (secret == null || value == null) {
            return plain == null ? value : plain;
        }
        try {
            return new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
