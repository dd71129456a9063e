package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code gatehouse}, in a clone that has nothing else, with a {@code java} and a {@code mvn} that write down how they are run. */
@Timeout(60)
class LauncherTest {
    private static final Path BASH = Path.of("/bin/bash");

    /** Writes a line for each run, arguments between bars; a trial run leaves its archive, as a JVM does that ends. */
    private static final String JAVA = """
            #!/bin/bash
            line=java
            for argument in "$@"; do
                line="$line|$argument"
                case $argument in
                    -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*)
                        echo classes >"${argument#*=}"
                        echo Ready
                        ;;
                esac
            done
            echo "$line" >>"$RUNS"
            """;

    private static final String MAVEN = """
            #!/bin/bash
            echo "mvn|$*" >>"$RUNS"
            [ -z "$BROKEN" ] || { echo "no such symbol"; exit 1; }
            mkdir -p cli/target
            echo program >cli/target/gatehouse.jar
            """;

    @TempDir
    private Path folder;

    private Path clone;
    private Path home;
    private Path source;

    /** How a run ended. */
    private record Run(int status, String said, List<String> runs) {
        /** The last run of java: what the user asked for. */
        String program() {
            return runs.get(runs.size() - 1);
        }

        long builds() {
            return runs.stream().filter(run -> run.startsWith("mvn|")).count();
        }

        List<String> trials() {
            return runs.stream()
                    .filter(run -> run.contains("ArchiveClassesAtExit") || run.contains("AOTCacheOutput"))
                    .toList();
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(BASH), "no " + BASH);
        clone = Files.createDirectories(folder.resolve("a clone"));
        Files.copy(Repository.root().resolve("gatehouse"), clone.resolve("gatehouse"));
        executable(clone.resolve("gatehouse"));
        source = clone.resolve("cli/src/main/java/Some.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(60)));
        write(folder.resolve("bin/mvn"), MAVEN);
        home = jdk("17.0.15");
    }

    private Path jdk(String version) throws IOException {
        Path jdk = folder.resolve("jdk-" + version);
        write(jdk.resolve("bin/java"), JAVA);
        Files.writeString(
                jdk.resolve("release"),
                "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\nJAVA_RUNTIME_VERSION=\"" + version + "+6\"\n");
        return jdk;
    }

    private static void write(Path script, String text) throws IOException {
        Files.createDirectories(script.getParent());
        Files.writeString(script, text);
        executable(script);
    }

    private static void executable(Path script) {
        assertTrue(script.toFile().setExecutable(true));
    }

    private Run run(String... arguments) throws Exception {
        return run(clone.resolve("gatehouse"), Map.of(), arguments);
    }

    private Run run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path runs = folder.resolve("runs");
        Files.deleteIfExists(runs);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> given = builder.environment();
        given.keySet().removeIf(name -> name.startsWith("JAVA") || name.startsWith("JDK"));
        given.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        given.put("JAVA_HOME", home.toString());
        given.put("RUNS", runs.toString());
        given.putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return new Run(process.exitValue(), said, Files.exists(runs) ? Files.readAllLines(runs) : List.of());
    }

    @Test
    void itBuildsWhenThereIsNothingAndWhenASourceIsNewer() throws Exception {
        assertEquals(1, run("check", "x").builds());
        assertEquals(0, run("check", "x").builds());
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertEquals(1, run("check", "x").builds());
    }

    @Test
    void testsAreNoReasonToBuild() throws Exception {
        run("check", "x");
        Path test = clone.resolve("cli/src/test/java/SomeTest.java");
        Files.createDirectories(test.getParent());
        Files.writeString(test, "");
        Files.setLastModifiedTime(test, FileTime.from(Instant.now().plusSeconds(60)));
        assertEquals(0, run("check", "x").builds());
    }

    @Test
    void aBuildThatFailsIsToldAndNothingRuns() throws Exception {
        Run run = run(clone.resolve("gatehouse"), Map.of("BROKEN", "yes"), "check", "x");
        assertEquals(2, run.status());
        assertTrue(run.said().contains("no such symbol"), run.said());
        assertTrue(run.said().contains("gatehouse: the build failed"), run.said());
        assertEquals(1, run.runs().size());
    }

    @Test
    void argumentsArePassedOnAsTheyAre() throws Exception {
        Run run = run("explain", "my shop", "GET http://a/?x=1&y=*", "");
        assertTrue(
                run.program().endsWith("|dev.gatehouse.cli.Main|explain|my shop|GET http://a/?x=1&y=*|"),
                run.program());
        assertEquals(0, run.status());
    }

    @Test
    void optionsForTheJvmAreThoseOfJavaOpts() throws Exception {
        Run run = run(clone.resolve("gatehouse"), Map.of("JAVA_OPTS", "-Xmx1g -Da=b"), "check", "x");
        assertTrue(run.program().contains("|-Xmx1g|-Da=b|-cp|"), run.program());
    }

    @Test
    void itMayBeStartedThroughLinks() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("links")).resolve("second"), Path.of("first"));
        Files.createSymbolicLink(link.resolveSibling("first"), Path.of("../a clone/gatehouse"));
        Run run = run(link, Map.of(), "check", "x");
        assertTrue(
                run.program().contains("|" + clone.toRealPath().resolve("cli/target/gatehouse.jar") + "|"),
                run.program());
    }

    @ParameterizedTest
    @CsvSource({
        "17.0.15, -XX:ArchiveClassesAtExit=, -XX:SharedArchiveFile=, jsa",
        "21, -XX:ArchiveClassesAtExit=, -XX:SharedArchiveFile=, jsa",
        "25.0.1, -XX:AOTCacheOutput=, -XX:AOTCache=, aot",
    })
    void theFirstServeOfAJdkMakesItsArchiveAndEachUsesIt(String version, String making, String using, String ending)
            throws Exception {
        home = jdk(version);
        Path archive = clone.toRealPath().resolve("cli/target/gatehouse-" + version + "+6." + ending);
        Run first = run("serve", "x");
        assertEquals(1, first.trials().size());
        assertTrue(
                first.trials().get(0).startsWith("java|" + making + archive + ".new|"),
                first.trials().get(0));
        assertTrue(first.program().contains("|" + using + archive + "|"), first.program());
        Run second = run("serve", "x");
        assertEquals(List.of(), second.trials());
        assertTrue(second.program().contains("|" + using + archive + "|"), second.program());
        home = jdk("22.0.2");
        assertEquals(List.of(), run("check", "x").trials());
        assertEquals(1, run("serve", "x").trials().size());
    }

    @Test
    void aBuildForgetsTheArchivesOfTheOneBefore() throws Exception {
        run("serve", "x");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertEquals(1, run("serve", "x").trials().size());
    }

    /** As when Maven was run by hand. */
    @Test
    void aProgramThatIsNewerThanItsArchiveHasAnotherMade() throws Exception {
        run("serve", "x");
        Path program = clone.resolve("cli/target/gatehouse.jar");
        Files.setLastModifiedTime(program, FileTime.from(Instant.now().plusSeconds(60)));
        Run run = run("serve", "x");
        assertEquals(0, run.builds());
        assertEquals(1, run.trials().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xshare:off", "-XX:SharedArchiveFile=/mine.jsa", "-XX:AOTCache=/mine.aot"})
    void whoChoosesAnArchiveHasNoOther(String option) throws Exception {
        run("serve", "x");
        Run run = run(clone.resolve("gatehouse"), Map.of("JAVA_OPTS", option), "serve", "x");
        assertFalse(run.program().contains(clone.getFileName() + "/cli/target/gatehouse-"), run.program());
        assertTrue(run.program().contains("|" + option + "|"), run.program());
    }

    /** JDK 24 warns of native parts that nobody said were meant; JDK 17 to 21 do not all know the option. */
    @ParameterizedTest
    @CsvSource({"17.0.15, false", "23, false", "24, true", "25.0.1, true"})
    void nativePartsAreMeant(String version, boolean said) throws Exception {
        home = jdk(version);
        assertEquals(said, run("check", "x").program().contains("|--enable-native-access=ALL-UNNAMED|"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_292", "11.0.2", "16"})
    void aJdkThatIsTooOldIsRefused(String version) throws Exception {
        home = jdk(version);
        Run run = run("check", "x");
        assertEquals(2, run.status());
        assertTrue(
                run.said()
                        .contains("is Java " + version.replaceFirst("^1\\.", "").replaceFirst("[^0-9].*", "")),
                run.said());
        assertEquals(List.of(), run.runs());
    }

    @Test
    void aJavaHomeWithoutJavaIsToldSo() throws Exception {
        home = folder.resolve("nowhere");
        Run run = run("check", "x");
        assertEquals(2, run.status());
        assertTrue(run.said().contains("JAVA_HOME is " + home), run.said());
    }

    @Test
    void withoutJavaHomeThePathHasIt() throws Exception {
        write(folder.resolve("bin/java"), JAVA);
        Run run = run(clone.resolve("gatehouse"), Map.of("JAVA_HOME", ""), "check", "x");
        assertEquals(0, run.status());
        assertTrue(run.program().endsWith("|check|x"), run.program());
    }

    @Test
    void theStatusIsThatOfTheProgram() throws Exception {
        run("check", "x");
        write(home.resolve("bin/java"), "#!/bin/bash\nexit 7\n");
        assertEquals(7, run("check", "x").status());
    }
}
