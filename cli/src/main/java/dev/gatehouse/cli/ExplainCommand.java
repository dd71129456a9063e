package dev.gatehouse.cli;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.observe.Correlation;
import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = {
            "Tells of one request which listener and rule take it and why, and what becomes of it;",
            "or what would have to differ. Nothing is sent: the request is put to the rules as serve",
            "would put it."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nWhat to read, and what to ask:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:a rule takes the request or the connection, whatever it answers",
            "1:none does, or the request is malformed",
            "2:wrong arguments, or nothing to read"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse explain examples/shop 'GET http://app.example.com/api/orders'",
            "  gatehouse explain examples/shop-gateway https://app.example.com/ -H 'x-user: me'",
            "  gatehouse explain manifests/ grpcs://api.example.com/shop.Orders/List --format json",
            "  gatehouse explain manifests/ tls://db.example.com",
            "",
            "docs/explain.md goes on from here."
        })
final class ExplainCommand implements Callable<Integer> {
    /** No port of this machine is asked: it stands for an endpoint that is ready. */
    private static final int SOME_PORT = 8080;

    private final PrintStream out;
    private final PrintStream err;
    private final Styles styles;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH… REQUEST",
            hideParamSyntax = true,
            description = {
                "Files or folders with manifests, - is standard input; then the",
                "request: 'METHOD URL', or the URL alone, which is sent as written.",
                "http, https, ws, wss, grpc, grpcs: a request;",
                "tls, tcp, udp: a connection alone."
            })
    private List<String> arguments = List.of();

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.text;

    @Mixin
    private ClassOptions classes = new ClassOptions();

    @Option(
            names = "--front-end",
            paramLabel = "FRONT-END",
            defaultValue = "netty",
            description = {
                "${COMPLETION-CANDIDATES}: which one is to serve this. Default: ${DEFAULT-VALUE}.",
                "jdk has no HTTP/2, gRPC, WebSocket, TLS passthrough, TCP, UDP."
            })
    private FrontEndKind frontEnd = FrontEndKind.netty;

    @Mixin
    private CorrelationOptions correlation = new CorrelationOptions();

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
        if (arguments.size() < 2) {
            err.println(
                    "gatehouse: found only " + arguments + " (expected: files or folders, and then a request such as"
                            + " 'GET https://app.example.com/api')");
            return 2;
        }
        List<String> paths = arguments.subList(0, arguments.size() - 1);
        AskedRequest asked;
        try {
            asked = AskedRequest.of(arguments.get(arguments.size() - 1), request);
        } catch (IllegalArgumentException e) {
            err.println("gatehouse: " + e.getMessage());
            return 2;
        }
        Resources read = new ManifestSource(paths).read();
        if (read.size() == 0) {
            err.println("gatehouse: nothing to serve was read from " + String.join(", ", paths));
            ProblemsText.lines(read.problems(), styles).forEach(err::println);
            return 2;
        }
        Explained explained = explained(read, asked);
        if (format == Format.json) {
            out.println(ExplanationJson.of(explained));
        } else {
            ExplanationText.lines(explained, styles).forEach(out::println);
        }
        return explained.taken() ? 0 : 1;
    }

    private Explained explained(Resources read, AskedRequest asked) {
        // As serve does: a Service of which nobody knows where it is stands somewhere.
        List<EndpointSlice> endpoints = DemoEndpoints.slices(DemoEndpoints.missing(read), port -> SOME_PORT);
        try (PlaceholderCertificates certificates = new PlaceholderCertificates()) {
            PlaceholderCertificates.Filled filled = certificates.filledWhereUnknown(read);
            Set<String> madeUp = filled.secrets().stream()
                    .map(Secret::ref)
                    .map(ref -> ref.namespacedName())
                    .collect(Collectors.toSet());
            Routes routes = LiveRoutes.builder()
                    .controllers(classes.controllers())
                    .capabilities(frontEnd.capabilities())
                    .build(filled.with(read).with(endpoints))
                    .current();
            return Explained.of(routes, correlated(asked), frontEnd, madeUp);
        }
    }

    /** As a front end changes the fields before it asks. */
    private AskedRequest correlated(AskedRequest asked) {
        List<Field> fields = new ArrayList<>(asked.fields());
        Correlation with = correlation.correlation();
        with.edit(fields);
        return asked.withFields(fields);
    }
}
