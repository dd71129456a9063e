package dev.gatehouse.cli;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Capabilities;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.insight.Finding;
import dev.gatehouse.routing.insight.Findings;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.tls.live.CertificateProblems;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Finds every known mistake in manifests, from the files alone, and says how it is mended;",
            "and what would be served."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nWhat to read:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing is wrong, or only hints (and, without --strict, warnings)",
            "1:warnings, with --strict",
            "2:errors, nothing to read, or wrong arguments"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse check examples/shop",
            "  gatehouse check --strict --format json manifests/ | jq .findings",
            "  gatehouse check --format sarif --ignore prefix-slash-illusion manifests/ > gatehouse.sarif",
            "  kubectl get ingress,service,secret -A -o yaml | gatehouse check -",
            "",
            "A TLS Secret that the manifests name and do not hold is no error here, as keys are",
            "usually kept elsewhere: it is a hint, and `gatehouse serve` makes a certificate for it."
        })
final class CheckCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;
    private final Styles styles;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files or folders with manifests in YAML or JSON; - is standard input.")
    private List<String> paths = List.of();

    @Option(names = "--strict", description = "Let warnings fail too.")
    private boolean strict;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.text;

    @Mixin
    private FindingChoice choice = new FindingChoice();

    @Mixin
    private ClassOptions classes = new ClassOptions();

    @Option(
            names = "--front-end",
            paramLabel = "FRONT-END",
            defaultValue = "netty",
            description = {
                "${COMPLETION-CANDIDATES}: which one is to serve this. Default: ${DEFAULT-VALUE}.",
                "What it cannot serve is an error: jdk has no HTTP/2, gRPC, TLS passthrough, TCP or UDP."
            })
    private FrontEndKind frontEnd = FrontEndKind.netty;

    /** Spelt as on the command line. */
    enum Format {
        text,
        json,
        sarif
    }

    CheckCommand(PrintStream out, PrintStream err, Styles styles) {
        this.out = out;
        this.err = err;
        this.styles = styles;
    }

    @Override
    public Integer call() throws IOException {
        String mistake = choice.mistake();
        if (mistake != null) {
            err.println("gatehouse: " + mistake);
            return 2;
        }
        ManifestSource source = new ManifestSource(paths);
        Resources read = source.read();
        Routes routes = routes(read, classes.controllers(), frontEnd.capabilities());
        List<Finding> findings = choice.of(findings(routes));
        switch (format) {
            case text -> print(source, routes, read, findings);
            case json -> out.println(CheckJson.of(findings, routes.attachment()));
            case sarif -> out.println(Sarif.of(findings, Version.version()));
        }
        if (read.size() == 0) {
            err.println("gatehouse: nothing to serve was read from " + String.join(", ", paths));
            return 2;
        }
        return status(findings.stream().map(Finding::problem).toList(), strict);
    }

    /** What would be served, with certificates in place of those that are not among the files. */
    static Routes routes(Resources read, Controllers controllers, Capabilities capabilities) {
        try (PlaceholderCertificates certificates = new PlaceholderCertificates()) {
            return LiveRoutes.builder()
                    .controllers(controllers)
                    .capabilities(capabilities)
                    .build(certificates.filledWhereUnknown(read).with(read))
                    .current();
        }
    }

    /** What the resources tell, and their certificates. */
    static List<Finding> findings(Routes routes) {
        return Findings.of(routes, CertificateProblems.of(routes.attachment().listeners(), Instant.now()));
    }

    private void print(ManifestSource source, Routes routes, Resources read, List<Finding> findings) {
        classes.describe(routes.resources()).forEach(out::println);
        List<String> table = RoutingTableText.lines(routes.attachment(), bind -> "", styles);
        if (table.isEmpty()) {
            out.println("Nothing would be served.");
        } else {
            table.forEach(out::println);
        }
        FindingsText.lines(findings, source::lines, styles).forEach(out::println);
        out.println();
        List<Problem> problems = findings.stream().map(Finding::problem).toList();
        out.println(
                ProblemsText.count(problems) + " in " + read.size() + (read.size() == 1 ? " resource" : " resources"));
    }

    static int status(List<Problem> problems, boolean strict) {
        Severity worst = Severity.HINT;
        for (Problem problem : problems) {
            if (problem.severity().compareTo(worst) < 0) {
                worst = problem.severity();
            }
        }
        return switch (worst) {
            case ERROR -> 2;
            case WARNING -> strict ? 1 : 0;
            case HINT -> 0;
        };
    }
}
