package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.yaml.ManifestDocuments;
import dev.gatehouse.yaml.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder of case files: {@code cases/*.json}, the {@code manifests/} that they name, and in {@code base/} the manifests and the
 * {@code generated.json} that every case starts from; {@code features.json} tells the profiles of the features. A case file that cannot be read fails when the suite is run; the others go on.
 * Immutable.
 */
public final class Suite {
    /** The GatewayClass that stands for <code>{GATEWAY_CLASS_NAME}</code>. */
    public static final String GATEWAY_CLASS = "gatehouse-tck";

    /** The controller that stands for <code>{GATEWAY_CONTROLLER_NAME}</code>. */
    public static final String GATEWAY_CONTROLLER = "gatehouse.dev/tck";

    private final String name;
    private final List<Document> base;
    private final Generator generator;
    private final Map<String, List<Document>> manifests;
    private final List<Case> cases;
    private final Map<String, String> unreadable;
    private final List<Feature> features;

    private Suite(
            String name,
            List<Document> base,
            Generator generator,
            Map<String, List<Document>> manifests,
            List<Case> cases,
            Map<String, String> unreadable,
            List<Feature> features) {
        this.name = name;
        this.base = List.copyOf(base);
        this.generator = generator;
        this.manifests = Map.copyOf(manifests);
        this.cases = List.copyOf(cases);
        this.unreadable = Map.copyOf(unreadable);
        this.features = List.copyOf(features);
    }

    /**
     * Reads a suite.
     *
     * @throws IOException where a folder or a file of it cannot be read
     */
    public static Suite read(Path folder) throws IOException {
        Map<String, String> unreadable = new HashMap<>();
        List<Document> base = new ArrayList<>();
        for (Path file : files(folder.resolve("base"), ".yaml")) {
            base.addAll(documents(file, unreadable));
        }
        base.add(gatewayClass());
        Generator generator = Generator.create();
        Path generated = folder.resolve("base/generated.json");
        if (Files.isRegularFile(generated)) {
            generate(Files.readString(generated), generator, base, unreadable);
        }
        Map<String, List<Document>> manifests = new HashMap<>();
        for (Path file : files(folder.resolve("manifests"), ".yaml")) {
            manifests.put(file.getFileName().toString(), documents(file, unreadable));
        }
        List<Case> cases = new ArrayList<>();
        for (Path file : files(folder.resolve("cases"), ".json")) {
            String fileName = file.getFileName().toString();
            try {
                Case read = Case.read(json(Files.readString(file), fileName));
                for (String manifest : read.manifests()) {
                    if (!manifests.containsKey(manifest)) {
                        throw new MalformedCase(fileName + ": there is no manifests/" + manifest);
                    }
                }
                cases.add(read);
            } catch (MalformedCase e) {
                unreadable.put(fileName, String.valueOf(e.getMessage()));
            }
        }
        return new Suite(
                folder.getFileName().toString(),
                base,
                generator,
                manifests,
                cases,
                unreadable,
                features(folder, unreadable));
    }

    private static void generate(
            String text, Generator generator, List<Document> base, Map<String, String> unreadable) {
        try {
            Body objects = json("{\"objects\": " + text + "}", "generated.json");
            for (Body object : objects.objects("objects")) {
                base.add(generator.make(GeneratedObject.read(object)));
            }
            if (!objects.unread().isEmpty()) {
                throw new MalformedCase("generated.json: not known: " + objects.unread());
            }
        } catch (MalformedCase e) {
            unreadable.put("generated.json", String.valueOf(e.getMessage()));
        }
    }

    private static List<Feature> features(Path folder, Map<String, String> unreadable) throws IOException {
        Path file = folder.resolve("features.json");
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            return json("{\"features\": " + Files.readString(file) + "}", "features.json").objects("features").stream()
                    .map(Feature::read)
                    .toList();
        } catch (MalformedCase e) {
            unreadable.put("features.json", String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /** The same with the cases of one name alone, and without the files that cannot be read. */
    public Suite only(String test) {
        return new Suite(
                name,
                base,
                generator,
                manifests,
                cases.stream().filter(each -> each.test().equals(test)).toList(),
                Map.of(),
                features);
    }

    /** The names of the cases, in the order of their files. */
    public List<String> tests() {
        return cases.stream().map(Case::test).toList();
    }

    /** The features that the suite's {@code features.json} tells of; empty where there is no such file. */
    public List<Feature> features() {
        return features;
    }

    /** The name of the folder. */
    public String name() {
        return name;
    }

    /** The controllers whose classes the front end must serve: the kit's own, and those of the IngressClasses that every case starts from. */
    public Set<String> controllers() {
        Set<String> controllers = new TreeSet<>(Set.of(GATEWAY_CONTROLLER));
        for (Body ingressClass : new Cluster(base).all("IngressClass")) {
            String controller = ingressClass.objectOrEmpty("spec").textOrNull("controller");
            if (controller != null) {
                controllers.add(controller);
            }
        }
        return controllers;
    }

    List<Case> cases() {
        return cases;
    }

    /** The files that cannot be read, each with the reason; they fail when the suite is run. */
    public Map<String, String> unreadable() {
        return unreadable;
    }

    /** What there is before the first step of a case. */
    Cluster start(Case each, FrontEndUnderTest frontEnd) {
        Cluster cluster = new Cluster(base);
        each.manifests()
                .forEach(file -> manifests
                        .getOrDefault(file, List.of())
                        .forEach(document -> cluster.put(Placeholders.replaced(
                                document, frontEnd.usableAddress(), frontEnd.unusableAddress()))));
        Generator own = generator.copy();
        each.generated().forEach(object -> cluster.put(own.make(object)));
        return cluster;
    }

    private static Document gatewayClass() {
        return Document.of(Map.of(
                "apiVersion",
                "gateway.networking.k8s.io/v1",
                "kind",
                "GatewayClass",
                "metadata",
                Map.of("name", GATEWAY_CLASS),
                "spec",
                Map.of("controllerName", GATEWAY_CONTROLLER)));
    }

    private static List<Document> documents(Path file, Map<String, String> unreadable) throws IOException {
        String text = Files.readString(file)
                .replace("{GATEWAY_CLASS_NAME}", GATEWAY_CLASS)
                .replace("{GATEWAY_CONTROLLER_NAME}", GATEWAY_CONTROLLER);
        ManifestDocuments read = Manifests.documents(text, file.getFileName().toString());
        for (Problem problem : read.problems()) {
            if (problem.severity() == Problem.Severity.ERROR) {
                unreadable.put(file.getFileName().toString(), problem.toString());
            }
        }
        return read.documents();
    }

    private static Body json(String text, String file) {
        ManifestDocuments read = Manifests.documents(text, file);
        if (read.documents().size() != 1) {
            throw new MalformedCase(file + ": is not one JSON object: " + read.problems());
        }
        return Body.of(read.documents().get(0).content(), file);
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
