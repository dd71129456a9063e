package dev.gatehouse.cli;

import dev.gatehouse.netty.ProxyProtocol;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description = {
            "Serves manifests on this machine, and every change of their files from the moment it is saved.",
            "",
            "TLS Secrets that are not in the manifests are replaced by self-signed certificates, and a",
            "demo backend that answers with what it saw stands behind each Service without endpoints."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nWhat to serve:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "2:nothing to serve, a port is taken, or wrong arguments",
            "130, 143:stopped by Ctrl-C (SIGINT) or SIGTERM, after requests under way have ended"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse serve examples/shop",
            "  gatehouse serve examples/shop-gateway --http-port 9080 --https-port 9443",
            "  gatehouse serve gateway.yaml routes/ --port-map 80=9080,8000=9000 --class public",
            "  kubectl get gateway,httproute,service -A -o yaml | gatehouse serve -",
            "",
            "A change that has errors is refused as a whole, and what was served is served on."
        })
final class ServeCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65535;

    private final PrintStream out;
    private final PrintStream err;
    private final Styles styles;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files or folders with manifests in YAML or JSON; - is standard input.")
    private List<String> paths = List.of();

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "The socket for port 80. Default: 8080. 0 takes any that is free.")
    private @Nullable Integer httpPort;

    @Option(names = "--https-port", paramLabel = "PORT", description = "The socket for port 443. Default: 8443.")
    private @Nullable Integer httpsPort;

    @Option(
            names = "--port-map",
            paramLabel = "PORT=SOCKET",
            split = ",",
            description = {
                "The sockets for ports of the manifests, such as 80=8080,443=8443.",
                "Default: ports below 1024 move up by 8000, all others stay."
            })
    private Map<Integer, Integer> portMap = new LinkedHashMap<>();

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where to listen. Default: ${DEFAULT-VALUE}. 0.0.0.0 lets other machines in.")
    private InetAddress address = InetAddress.getLoopbackAddress();

    @Option(
            names = "--no-demo-backends",
            description = "Leave Services without endpoints without: requests to them get 503.")
    private boolean noDemoBackends;

    @Option(
            names = "--front-end",
            paramLabel = "FRONT-END",
            defaultValue = "netty",
            description = {
                "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
                "jdk has no HTTP/2, gRPC or WebSocket, and needs no library."
            })
    private FrontEndKind frontEnd = FrontEndKind.netty;

    @Option(
            names = {"--settings", "--limits"},
            paramLabel = "FILE",
            description = {
                "Limits, timeouts and the choice of endpoints, a line for each: answer: 10s.",
                "docs/netty-front-end.md and docs/balancing.md name them."
            })
    private @Nullable Path settingsFile;

    @Option(
            names = {"--set", "--limit"},
            paramLabel = "NAME=VALUE",
            description = "One of them, such as headBytes=16Ki; stands above the file.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private ProxyOptions proxy = new ProxyOptions();

    @Mixin
    private NativeOptions natives = new NativeOptions();

    @Mixin
    private ObservingOptions observing = new ObservingOptions();

    @Mixin
    private ClassOptions classes = new ClassOptions();

    @Option(
            names = {"-q", "--quiet"},
            description = "Say only where the ports are, and what is wrong.")
    private boolean quiet;

    ServeCommand(PrintStream out, PrintStream err, Styles styles) {
        this.out = out;
        this.err = err;
        this.styles = styles;
    }

    @Override
    public Integer call() {
        return serving().run();
    }

    /** What the command line asks for. */
    Serving serving() {
        Map<String, String> limits = settings();
        Balancing balancing = balancing(limits);
        return new Serving(
                new ManifestSource(paths),
                classes,
                new PortMap(ports()),
                address,
                !noDemoBackends,
                frontEnd,
                limits,
                balancing,
                proxy(),
                natives(),
                observing,
                new Voice(out, err, styles, quiet));
    }

    private Map<String, String> settings() {
        try {
            Map<String, String> all = new LinkedHashMap<>();
            if (settingsFile != null) {
                all.putAll(Limits.read(settingsFile));
            }
            all.putAll(settings);
            return all;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--settings: " + settingsFile + " cannot be read", e);
        }
    }

    /** Takes its own out of all that is set, and leaves what are limits of the front end. */
    private Balancing balancing(Map<String, String> all) {
        Map<String, String> own = new LinkedHashMap<>(all);
        own.keySet().removeIf(key -> !Balancing.isNamed(key));
        all.keySet().removeAll(own.keySet());
        try {
            frontEnd.check(all);
            Balancing balancing = Balancing.of(own);
            if (balancing.checksHealth() && frontEnd != FrontEndKind.netty) {
                throw new IllegalArgumentException("--front-end " + frontEnd + " makes no health checks");
            }
            return balancing;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ProxyProtocol proxy() {
        if (proxy.isSet() && frontEnd != FrontEndKind.netty) {
            throw new ParameterException(
                    spec.commandLine(), "--front-end " + frontEnd + " does not speak the PROXY protocol");
        }
        try {
            return proxy.proxyProtocol();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private NativeOptions natives() {
        if (natives.isSet() && frontEnd != FrontEndKind.netty) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--front-end " + frontEnd + " has no choice of --transport and --tls, and no --http3");
        }
        try {
            natives.require();
            return natives;
        } catch (IllegalStateException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Map<Integer, Integer> ports() {
        Map<Integer, Integer> ports = new HashMap<>();
        portMap.forEach((port, socket) -> choose(ports, "--port-map", port, socket));
        if (httpPort != null) {
            choose(ports, "--http-port", 80, httpPort);
        }
        if (httpsPort != null) {
            choose(ports, "--https-port", 443, httpsPort);
        }
        return ports;
    }

    private void choose(Map<Integer, Integer> ports, String option, int port, int socket) {
        if (port < 1 || port > LAST_PORT) {
            throw new ParameterException(spec.commandLine(), option + ": port " + port + " (expected: 1 to 65535)");
        }
        if (socket < 0 || socket > LAST_PORT) {
            throw new ParameterException(spec.commandLine(), option + ": socket " + socket + " (expected: 0 to 65535)");
        }
        Integer other = ports.put(port, socket);
        if (other != null && other != socket) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " chooses " + socket + " for port " + port + ", and --port-map " + other);
        }
    }
}
