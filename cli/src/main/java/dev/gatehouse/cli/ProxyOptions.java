package dev.gatehouse.cli;

import dev.gatehouse.netty.ProxyProtocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where the PROXY protocol is spoken. */
final class ProxyOptions {
    private static final Pattern FROM = Pattern.compile("(\\d{1,5})=(\\S+)");
    private static final Pattern TO = Pattern.compile("([a-z0-9.-]+)/([a-z0-9.-]+)");

    @Option(
            names = "--proxy-protocol-from",
            paramLabel = "PORT=NETWORK",
            description = {
                "Connections to this port of the manifests begin with a header of the PROXY protocol that",
                "tells the client, and come from this network, such as 443=10.0.0.0/8. May be repeated."
            })
    private List<String> from = List.of();

    @Option(
            names = "--proxy-protocol-to",
            paramLabel = "NAMESPACE/SERVICE=VERSION",
            description = {
                "Tell this Service the client in such a header, of version v1 or v2, on each connection of",
                "a TCPRoute or TLSRoute."
            })
    private Map<String, String> to = new LinkedHashMap<>();

    /** @throws IllegalArgumentException for what is no port, network, Service or version */
    ProxyProtocol proxyProtocol() {
        Map<Integer, List<String>> networks = new TreeMap<>();
        for (String each : from) {
            Matcher parts = FROM.matcher(each);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "--proxy-protocol-from: found " + each + " (expected: PORT=NETWORK, such as 443=10.0.0.0/8)");
            }
            networks.computeIfAbsent(Integer.parseInt(parts.group(1)), port -> new ArrayList<>())
                    .add(parts.group(2));
        }
        ProxyProtocol proxy = ProxyProtocol.NONE;
        for (Map.Entry<Integer, List<String>> each : networks.entrySet()) {
            proxy = proxy.from(each.getKey(), each.getValue());
        }
        for (Map.Entry<String, String> each : to.entrySet()) {
            Matcher service = TO.matcher(each.getKey());
            if (!service.matches()) {
                throw new IllegalArgumentException("--proxy-protocol-to: found " + each.getKey()
                        + " (expected: NAMESPACE/SERVICE, such as default/mail)");
            }
            proxy = proxy.to(service.group(1), service.group(2), version(each.getValue()));
        }
        return proxy;
    }

    private static ProxyProtocol.Version version(String text) {
        return switch (text) {
            case "v1" -> ProxyProtocol.Version.V1;
            case "v2" -> ProxyProtocol.Version.V2;
            default ->
                throw new IllegalArgumentException("--proxy-protocol-to: found " + text + " (expected: v1 or v2)");
        };
    }

    /** Whether any is said. */
    boolean isSet() {
        return !from.isEmpty() || !to.isEmpty();
    }
}
