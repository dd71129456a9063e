package dev.gatehouse.tck;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a front end speaks the PROXY protocol, versions 1 and 2.
 *
 * @param ports of listeners, as the resources number them, to which each connection begins with a header, which is believed
 * @param services that are told of their clients by a header, and in which version
 */
public record ProxySettings(Set<Integer> ports, Map<NamedService, Integer> services) {
    /** Nowhere. */
    public static final ProxySettings NONE = new ProxySettings(Set.of(), Map.of());

    public ProxySettings {
        ports = Set.copyOf(ports);
        services = Map.copyOf(services);
    }

    /** A Service. */
    public record NamedService(String namespace, String name) implements Comparable<NamedService> {
        @Override
        public int compareTo(NamedService other) {
            return toString().compareTo(other.toString());
        }

        /** Such as {@code toys/mail}. */
        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }

    static ProxySettings read(Body controller) {
        Body proxy = controller.objectOrEmpty("proxyProtocol");
        Map<NamedService, Integer> services = new TreeMap<>();
        for (Body service : proxy.objects("to")) {
            int version = service.number("version", 1);
            if (version != 1 && version != 2) {
                throw new MalformedCase(service.place() + ".version: found " + version + " (expected: 1 or 2)");
            }
            services.put(new NamedService(service.text("namespace"), service.text("name")), version);
        }
        return new ProxySettings(Set.copyOf(proxy.numbers("from")), services);
    }

    /** In words; empty where there is none. */
    String text() {
        StringBuilder text = new StringBuilder();
        if (!ports.isEmpty()) {
            text.append("the PROXY protocol on ports ").append(new TreeSet<>(ports));
        }
        if (!services.isEmpty()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append("the PROXY protocol to ")
                    .append(new TreeMap<>(services).keySet());
        }
        return text.toString();
    }
}
