package dev.gatehouse.cli;

import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Capabilities;
import dev.gatehouse.routing.insight.Explanation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = {
            "Tells of one request which listener and rule take it and why, or what would have to differ.",
            "Nothing is sent: the request is put to the rules as serve would put it."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nWhat to read, and what to ask:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:a rule takes the request", "1:none does", "2:wrong arguments"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse explain examples/shop 'GET http://app.example.com/api/orders'",
            "  gatehouse explain examples/shop-gateway http://app.example.com/ -H 'x-user: me' --format json"
        })
final class ExplainCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;
    private final Styles styles;

    @Parameters(
            arity = "2..*",
            paramLabel = "PATH… REQUEST",
            description = {
                "Files or folders with manifests, - is standard input; then the request: method and URL,",
                "or the URL of a GET. Its port is that of the manifests."
            })
    private List<String> arguments = List.of();

    @Option(
            names = "-H",
            paramLabel = "'NAME: VALUE'",
            description = "A header of the request; may be given several times.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "${COMPLETION-CANDIDATES}.")
    private Format format = Format.text;

    @Mixin
    private ClassOptions classes = new ClassOptions();

    /** Spelt as on the command line. */
    enum Format {
        text,
        json
    }

    ExplainCommand(PrintStream out, PrintStream err, Styles styles) {
        this.out = out;
        this.err = err;
        this.styles = styles;
    }

    @Override
    public Integer call() {
        AskedRequest request;
        try {
            request = AskedRequest.of(arguments.get(arguments.size() - 1), headers);
        } catch (IllegalArgumentException e) {
            err.println("gatehouse: " + e.getMessage());
            return 2;
        }
        List<String> paths = arguments.subList(0, arguments.size() - 1);
        Routes routes = CheckCommand.routes(new ManifestSource(paths).read(), classes.controllers(), Capabilities.ALL);
        Bind bind = request.bind(routes);
        if (bind == null) {
            out.println("Nothing listens for " + (request.tls() ? "HTTPS" : "HTTP") + " on port " + request.port()
                    + "; the ports are: "
                    + routes.binds().stream().map(Bind::toString).collect(Collectors.joining(", ")));
            return 1;
        }
        Explanation explanation = Explanation.of(routes, bind, request);
        if (format == Format.json) {
            out.println(ExplanationJson.of(explanation));
        } else {
            ExplanationText.lines(explanation, styles).forEach(out::println);
        }
        return explanation.taken() == null ? 1 : 0;
    }
}
