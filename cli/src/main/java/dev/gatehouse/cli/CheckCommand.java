package dev.gatehouse.cli;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resources;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Reads manifests, says what is wrong in them and what would be served.",
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
            "  gatehouse check --strict --format json manifests/ | jq .problems",
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
    private ClassOptions classes = new ClassOptions();

    /** Spelt as on the command line. */
    enum Format {
        text,
        json
    }

    CheckCommand(PrintStream out, PrintStream err, Styles styles) {
        this.out = out;
        this.err = err;
        this.styles = styles;
    }

    @Override
    public Integer call() {
        Resources read = new ManifestSource(paths).read();
        PlaceholderCertificates certificates = new PlaceholderCertificates();
        Routes routes = LiveRoutes.builder()
                .controllers(classes.controllers())
                .build(certificates.filled(read))
                .current();
        List<Problem> problems = routes.problems();
        if (format == Format.json) {
            out.println(ProblemsJson.of(problems, routes.attachment()));
        } else {
            print(routes, read, problems);
        }
        if (read.size() == 0) {
            err.println("gatehouse: nothing to serve was read from " + String.join(", ", paths));
            return 2;
        }
        return status(problems, strict);
    }

    private void print(Routes routes, Resources read, List<Problem> problems) {
        classes.describe(routes.resources()).forEach(out::println);
        List<String> table = RoutingTableText.lines(routes.attachment(), bind -> "", styles);
        if (table.isEmpty()) {
            out.println("Nothing would be served.");
        } else {
            table.forEach(out::println);
        }
        if (!problems.isEmpty()) {
            out.println();
            out.println(styles.bold("Problems"));
            ProblemsText.lines(problems, styles).forEach(out::println);
        }
        out.println();
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
