package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.StreamRule;
import dev.gatehouse.routing.resource.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What is served, as a table for people: ports, listeners, certificates, hosts, paths, and where each leads. */
final class RoutingTableText {
    private RoutingTableText() {}

    /**
     * The table.
     *
     * @param address what to say of where a port can be reached, such as {@code on http://127.0.0.1:8080}; may be empty
     */
    static List<String> lines(Attachment attachment, Function<Bind, String> address, Styles styles) {
        Set<Bind> binds = new LinkedHashSet<>();
        attachment.listeners().forEach(listener -> binds.add(listener.bind()));
        List<String> lines = new ArrayList<>();
        for (Bind bind : binds) {
            lines.add((styles.bold(bind.toString()) + " " + address.apply(bind)).stripTrailing());
            for (AttachedListener listener : attachment.listeners()) {
                if (listener.bind().equals(bind)) {
                    listener(listener, lines, styles);
                }
            }
        }
        return lines;
    }

    /** Where a certificate comes from: the file of its Secret, or that it was made for want of one. */
    static String origin(CertificateUse certificate) {
        Source source = certificate.secret().metadata().source();
        return certificate.secret().ref() + ", "
                + (source.equals(Source.NONE) ? "self-signed, made for this run" : "from " + source);
    }

    private static void listener(AttachedListener listener, List<String> lines, Styles styles) {
        lines.add("  listener " + listener.name() + ", " + protocol(listener.protocol())
                + (listener.hostname() == null ? "" : ", host " + listener.hostname()));
        for (CertificateUse certificate : listener.certificates()) {
            String hosts = certificate.hosts().isEmpty()
                    ? ""
                    : " for "
                            + String.join(
                                    ", ",
                                    certificate.hosts().stream()
                                            .map(Object::toString)
                                            .toList());
            lines.add("    certificate" + hosts + ": " + origin(certificate));
        }
        if (listener.tls() && listener.certificates().isEmpty()) {
            lines.add(styles.red("    no usable certificate: every TLS handshake fails"));
        }
        if (listener.protocol() != Protocol.HTTP && listener.protocol() != Protocol.HTTPS) {
            streams(listener, lines, styles);
            return;
        }
        List<ServedRoute> routes = ServedRoute.of(listener);
        if (routes.isEmpty()) {
            lines.add("    no routes: every request is answered with 404");
        }
        int matchWidth = width(routes, route -> route.match().toString());
        int actionWidth = width(routes, route -> ActionText.of(route.action()));
        String host = "";
        for (ServedRoute route : routes) {
            if (!route.host().toString().equals(host)) {
                host = route.host().toString();
                lines.add("    " + styles.bold(host.equals("*") ? "* (every host)" : host));
            }
            lines.add("      " + padded(route.match().toString(), matchWidth) + "  → "
                    + padded(ActionText.of(route.action()), actionWidth)
                    + styles.dim("  " + route.origin()));
        }
    }

    private static void streams(AttachedListener listener, List<String> lines, Styles styles) {
        if (listener.streams().isEmpty()) {
            lines.add("    no routes: no connection is served");
        }
        for (StreamRule rule : listener.streams()) {
            for (HostPattern host : rule.hosts()) {
                boolean every = host.kind() == HostPattern.Kind.ANY;
                lines.add("    " + (every ? "every connection" : styles.bold(host.toString())) + "  → "
                        + ActionText.shares(rule.shares()) + styles.dim("  " + rule.origin()));
            }
        }
    }

    private static String protocol(Protocol protocol) {
        return switch (protocol) {
            case HTTP, HTTPS, TCP, UDP -> protocol.name();
            case TLS_TERMINATE -> "TLS that ends here";
            case TLS_PASSTHROUGH -> "TLS that goes on as it is";
        };
    }

    private static int width(List<ServedRoute> routes, Function<ServedRoute, String> column) {
        int widest = routes.stream()
                .map(column)
                .mapToInt(String::length)
                .filter(width -> width <= 60)
                .max()
                .orElse(0);
        return widest;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
