package dev.gatehouse.tck;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One case: what is applied, and what must then happen.
 *
 * @param provisional whether the suite may still change it
 * @param features that must all be claimed for it to apply
 * @param needs features without which it asserts nothing
 * @param unless features with which it asserts nothing
 * @param manifests files of the suite's folder {@code manifests}
 * @param replicas how many pods a Service has, where it is not one
 * @param generated objects made before the first step
 * @param unsupported what of the case as a whole the kit does not do; empty where it does everything
 */
record Case(
        String test,
        boolean provisional,
        List<String> features,
        List<String> needs,
        List<String> unless,
        List<String> manifests,
        Map<ObjectName, Integer> replicas,
        List<GeneratedObject> generated,
        List<Step.Placed> steps,
        Set<String> unsupported) {
    private static final Set<String> KNOWN = Set.of(
            "test",
            "source",
            "features",
            "provisional",
            "needs",
            "unless",
            "manifests",
            "steps",
            "notes",
            "origin",
            "backends");

    static Case read(Body file) {
        Set<String> unsupported = new TreeSet<>(file.beside(KNOWN));
        Map<ObjectName, Integer> replicas = new HashMap<>();
        for (Body backend : file.objects("backends")) {
            unsupported.addAll(backend.beside(Set.of("namespace", "service", "replicas")));
            replicas.put(
                    new ObjectName("Service", backend.text("namespace"), backend.text("service")),
                    backend.number("replicas", 1));
        }
        List<GeneratedObject> generated = new ArrayList<>();
        List<Step.Placed> steps = new ArrayList<>();
        int position = 0;
        for (Body step : file.objects("steps")) {
            position++;
            if (step.has("secret")) {
                generated.add(GeneratedObject.read(step.required("secret")));
            } else {
                steps.add(StepReader.read(step, position));
            }
        }
        return new Case(
                file.text("test"),
                file.flag("provisional"),
                file.texts("features"),
                file.texts("needs"),
                file.texts("unless"),
                file.texts("manifests"),
                Map.copyOf(replicas),
                List.copyOf(generated),
                List.copyOf(steps),
                unsupported);
    }
}
