package dev.gatehouse.cli;

import dev.gatehouse.tck.Claims;
import dev.gatehouse.tck.Conformance;
import dev.gatehouse.tck.ConformanceReport;
import dev.gatehouse.tck.CoreFrontEnd;
import dev.gatehouse.tck.FrontEndUnderTest;
import dev.gatehouse.tck.ListeningFrontEnd;
import dev.gatehouse.tck.Report;
import dev.gatehouse.tck.SocketFrontEnd;
import dev.gatehouse.tck.Suite;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "conform",
        description = {
            "Runs a folder of conformance cases, and says where the answers are not those that must come.",
            "",
            "The folder holds cases/*.json, the manifests/ that they name, and base/, from which each starts."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nWhat to run:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:nothing failed", "1:an expectation was not met", "2:an unreadable folder, or wrong arguments"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse conform conformance/ingress",
            "  gatehouse conform conformance/gateway-api-v1.6.1 --front-end core --test HTTPRouteMatching",
            "  gatehouse conform conformance/gateway-api-v1.6.1 --report report.yaml"
        })
final class ConformCommand implements Callable<Integer> {
    private static final String NAME = "gatehouse";

    private final PrintStream out;
    private final PrintStream err;

    @Parameters(arity = "1", paramLabel = "DIR", description = "A folder of cases.")
    private Path folder = Path.of("");

    @Option(
            names = "--front-end",
            paramLabel = "FRONT-END",
            defaultValue = "netty",
            description = {
                "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}, which `gatehouse serve` runs too:",
                "requests over sockets, on this machine only. core decides without sockets."
            })
    private FrontEnd frontEnd = FrontEnd.netty;

    @Option(names = "--test", paramLabel = "NAME", description = "Run the cases of this name only.")
    private @Nullable String test;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a ConformanceReport of the Gateway API here, as YAML.")
    private @Nullable Path file;

    @Option(names = "--url", paramLabel = "URL", description = "For the report: where to read about the program.")
    private String url = "";

    @Option(names = "--contact", paramLabel = "WHO", description = "For the report: whom to ask, such as @octocat.")
    private List<String> contact = List.of();

    /** Spelt as on the command line. */
    enum FrontEnd {
        netty,
        jdk,
        core
    }

    ConformCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            return run();
        } catch (IOException | UncheckedIOException e) {
            return mistake(e.toString());
        }
    }

    private int run() throws IOException {
        if (!Files.isDirectory(folder.resolve("cases"))) {
            return mistake(folder + " is not a folder of cases: there is no folder " + folder.resolve("cases"));
        }
        Suite suite = Suite.read(folder.toRealPath());
        if (test != null) {
            if (!suite.tests().contains(test)) {
                return mistake("no case in " + folder + " has the name " + test);
            }
            suite = suite.only(test);
        }
        if (file != null && suite.features().isEmpty()) {
            return mistake("--report: " + folder.resolve("features.json") + " does not tell the profiles to report on");
        }
        Conformed conformed = conform(suite);
        if (file != null) {
            Files.writeString(file, yaml(suite, conformed));
        }
        out.print(conformed.report().text());
        return conformed.report().failed().isEmpty() ? 0 : 1;
    }

    private Conformed conform(Suite suite) throws IOException {
        if (frontEnd == FrontEnd.core) {
            return Conformed.by(suite, new CoreFrontEnd(suite.controllers()));
        }
        try (SocketFrontEnd sockets = new SocketFrontEnd(listening(suite))) {
            return Conformed.by(suite, sockets);
        }
    }

    /** Every front end that listens on sockets. */
    private ListeningFrontEnd listening(Suite suite) throws IOException {
        return switch (frontEnd) {
            case netty -> new ListeningSocketsFrontEnd(FrontEndKind.netty, suite.controllers());
            case jdk -> new ListeningSocketsFrontEnd(FrontEndKind.jdk, suite.controllers());
            case core -> throw new IllegalStateException("has no sockets");
        };
    }

    /** @param claims what the report is about */
    private record Conformed(Report report, Claims claims) {
        static Conformed by(Suite suite, FrontEndUnderTest frontEnd) {
            Claims claims = Claims.of(frontEnd);
            return new Conformed(Conformance.check(suite, frontEnd, claims), claims);
        }
    }

    private String yaml(Suite suite, Conformed conformed) throws IOException {
        String version = Version.version();
        ConformanceReport.Implementation implementation = new ConformanceReport.Implementation(
                NAME, NAME, url, version == null ? "unreleased" : version, contact);
        String mode = frontEnd == FrontEnd.netty ? "default" : frontEnd.name();
        return ConformanceReport.yaml(
                suite, conformed.report(), conformed.claims(), implementation, mode, Instant.now());
    }

    private int mistake(String message) {
        err.println("gatehouse: " + message);
        return 2;
    }
}
