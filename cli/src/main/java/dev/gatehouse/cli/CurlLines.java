package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * Commands that try the routes.
 *
 * @param address where the front end listens
 * @param socketPort on which port it listens for a bind
 * @param authorities files with the certificates that were made for this run, by the Secret's namespace and name
 */
record CurlLines(InetAddress address, ToIntFunction<Bind> socketPort, Map<String, Path> authorities) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    /** At most {@code limit} commands, each ready to be pasted into a shell. */
    List<String> of(Attachment attachment, int limit) {
        Set<String> lines = new LinkedHashSet<>();
        for (ServedRoute route : ServedRoute.of(attachment)) {
            if (route.match().path().kind() != PathMatch.Kind.REGULAR_EXPRESSION) {
                lines.add(line(route));
            }
        }
        return lines.stream().limit(limit).toList();
    }

    private String line(ServedRoute route) {
        String at = at();
        int port = socketPort.applyAsInt(route.listener().bind());
        String scheme = route.listener().tls() ? "https" : "http";
        boolean any = route.host().kind() == HostPattern.Kind.ANY;
        String host = any ? at : route.host().toString().replace("*", "any");
        StringBuilder line = new StringBuilder("curl ");
        String method = route.match().method();
        if (method != null && !method.equals("GET")) {
            line.append(method.equals("HEAD") ? "-I " : "-X " + method + " ");
        }
        line.append(quoted(scheme + "://" + host + ":" + port + target(route)));
        for (ValueMatch header : route.match().headers()) {
            if (header.kind() == ValueMatch.Kind.EXACT) {
                line.append(" -H ").append(quoted(header.name() + ": " + header.value()));
            }
        }
        if (!any) {
            line.append(" --resolve ").append(quoted(host + ":" + port + ":" + at));
        }
        if (route.listener().tls()) {
            line.append(trust(route));
        }
        return line.toString();
    }

    private static String target(ServedRoute route) {
        PathMatch path = route.match().path();
        StringBuilder target = new StringBuilder(path.kind() == PathMatch.Kind.DEFAULT ? "/" : path.value());
        char separator = '?';
        for (ValueMatch parameter : route.match().queryParams()) {
            if (parameter.kind() == ValueMatch.Kind.EXACT) {
                target.append(separator).append(parameter.name()).append('=').append(parameter.value());
                separator = '&';
            }
        }
        return target.toString();
    }

    private String trust(ServedRoute route) {
        List<CertificateUse> certificates = route.listener().certificates();
        for (CertificateUse certificate : certificates) {
            boolean suits = certificate.hosts().isEmpty()
                    || certificate.hosts().stream()
                            .anyMatch(host -> HostPattern.ingress(host)
                                    .toString()
                                    .equals(route.host().toString()));
            Path authority = authorities.get(certificate.secret().ref().namespacedName());
            if (suits && authority != null && route.host().kind() != HostPattern.Kind.ANY) {
                return " --cacert " + quoted(authority.toString());
            }
        }
        return " -k";
    }

    private String at() {
        if (address.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
