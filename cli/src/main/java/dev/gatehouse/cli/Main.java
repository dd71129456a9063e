package dev.gatehouse.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code gatehouse}. */
@Command(
        name = "gatehouse",
        description = {
            "Serves Kubernetes Ingress and Gateway API manifests on this machine, and checks them,",
            "without a cluster."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all is well", "1, 2:something is not; each command's help says what"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse serve examples/shop",
            "  gatehouse check --strict manifests/",
            "",
            "`gatehouse COMMAND --help` tells more of each command."
        })
public final class Main implements Runnable {
    private static final Logger LIBRARY = Logger.getLogger("dev.gatehouse");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs the program and ends the JVM with its exit status. */
    public static void main(String[] args) {
        // Small answers go out at once; the JDK's server waits for more otherwise. To be set before the server is first
        // used.
        System.setProperty("sun.net.httpserver.nodelay", System.getProperty("sun.net.httpserver.nodelay", "true"));
        System.setProperty("java.util.logging.SimpleFormatter.format", "gatehouse: %5$s%6$s%n");
        System.exit(run(System.out, System.err, args));
    }

    /**
     * Runs the program.
     *
     * @return its exit status
     */
    static int run(PrintStream out, PrintStream err, String... args) {
        // What the library mentions in passing is told by the commands, in their own words.
        LIBRARY.setLevel(Level.WARNING);
        Styles styles = Styles.of(out, System.getenv());
        Help.Ansi ansi = styles.coloured() ? Help.Ansi.ON : Help.Ansi.OFF;
        return new CommandLine(new Main())
                .addSubcommand(new ServeCommand(out, err, styles))
                .addSubcommand(new CheckCommand(out, err, styles))
                .addSubcommand(new ExplainCommand(out, err, styles))
                .addSubcommand(new ConformCommand(out, err))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setColorScheme(Help.defaultColorScheme(ansi))
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
