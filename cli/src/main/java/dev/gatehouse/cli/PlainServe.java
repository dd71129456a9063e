package dev.gatehouse.cli;

import dev.gatehouse.netty.ProxyProtocol;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The command line {@code serve PATH… --http-port PORT --https-port PORT} alone, the ports being optional: what is asked for most, without picocli, which
 * takes as long to get ready as the routes do.
 */
final class PlainServe {
    private static final Pattern PATH = Pattern.compile("[\\w./][\\w./-]*");
    private static final Pattern PORT = Pattern.compile("0|[1-9]\\d{0,4}");
    private static final int LAST_PORT = 65535;
    private static final Map<String, Integer> OPTIONS = Map.of("--http-port", 80, "--https-port", 443);

    private PlainServe() {}

    /** What {@link ServeCommand} would run; null for any other command line, which is for picocli to judge. */
    static @Nullable Serving of(PrintStream out, PrintStream err, Styles styles, String... args) {
        if (args.length == 0 || !args[0].equals("serve")) {
            return null;
        }
        List<String> paths = new ArrayList<>();
        Map<Integer, Integer> ports = new HashMap<>();
        for (int i = 1; i < args.length; i++) {
            Integer option = OPTIONS.get(args[i]);
            if (option != null && i + 1 < args.length && isPort(args[i + 1])) {
                i++;
                if (ports.put(option, Integer.valueOf(args[i])) != null) {
                    return null;
                }
            } else if (PATH.matcher(args[i]).matches()) {
                paths.add(args[i]);
            } else {
                return null;
            }
        }
        return paths.isEmpty() ? null : serving(paths, ports, new Voice(out, err, styles, false));
    }

    private static Serving serving(List<String> paths, Map<Integer, Integer> ports, Voice voice) {
        return new Serving(
                new ManifestSource(paths),
                new ClassOptions(),
                new PortMap(ports),
                loopback(),
                true,
                FrontEndKind.netty,
                Map.of(),
                Balancing.of(Map.of()),
                ProxyProtocol.NONE,
                new NativeOptions(),
                new ObservingOptions(),
                voice);
    }

    private static boolean isPort(String text) {
        return PORT.matcher(text).matches() && Integer.parseInt(text) <= LAST_PORT;
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
