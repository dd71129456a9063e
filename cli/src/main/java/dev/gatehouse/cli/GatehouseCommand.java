package dev.gatehouse.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code gatehouse}, whose subcommands are all that it can do. */
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
final class GatehouseCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private GatehouseCommand() {}

    /**
     * Runs what the arguments ask for.
     *
     * @return the exit status
     */
    static int run(PrintStream out, PrintStream err, Styles styles, String... args) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("serve", () -> new ServeCommand(out, err, styles));
        commands.put("check", () -> new CheckCommand(out, err, styles));
        commands.put("explain", () -> new ExplainCommand(out, err, styles));
        commands.put("conform", () -> new ConformCommand(out, err));
        if (args.length > 0 && commands.containsKey(args[0])) {
            // To find out what a command can take is slow: only of the one that runs.
            commands.keySet().retainAll(Set.of(args[0]));
        }
        CommandLine line = new CommandLine(new GatehouseCommand());
        commands.values().forEach(command -> line.addSubcommand(command.get()));
        Help.Ansi ansi = styles.coloured() ? Help.Ansi.ON : Help.Ansi.OFF;
        return line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
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
