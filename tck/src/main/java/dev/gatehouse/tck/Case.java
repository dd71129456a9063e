package dev.gatehouse.tck;

import java.util.ArrayList;
import java.util.List;
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
 * @param backends what stands behind Services, where it is not one pod that echoes
 * @param generated objects made before the first step
 * @param unread what of the case as a whole the kit does not know; empty where it knows everything
 */
record Case(
        String test,
        boolean provisional,
        List<String> features,
        List<String> needs,
        List<String> unless,
        List<String> manifests,
        List<BackendScript> backends,
        ControllerSettings controller,
        List<GeneratedObject> generated,
        List<Step.Placed> steps,
        Set<String> unread) {
    /** For readers of the file, not for what runs it. */
    private static final List<String> REMARKS = List.of("source", "notes", "origin", "annotations");

    static Case read(Body file) {
        REMARKS.forEach(file::value);
        List<GeneratedObject> generated = new ArrayList<>();
        List<Step.Placed> steps = new ArrayList<>();
        Set<String> unread = new TreeSet<>();
        int position = 0;
        for (Body step : file.objects("steps")) {
            position++;
            if (step.has("secret")) {
                step.value("label");
                generated.add(GeneratedObject.read(step.required("secret")));
                unread.addAll(step.unread());
            } else {
                steps.add(StepReader.read(step, position));
            }
        }
        Case read = new Case(
                file.text("test"),
                file.flag("provisional"),
                file.texts("features"),
                file.texts("needs"),
                file.texts("unless"),
                file.texts("manifests"),
                file.objects("backends").stream().map(BackendScript::read).toList(),
                ControllerSettings.read(file),
                List.copyOf(generated),
                List.copyOf(steps),
                unread);
        // Those of steps make the step one that is skipped.
        file.unread().stream().filter(field -> !field.startsWith("steps.")).forEach(unread::add);
        return read;
    }
}
