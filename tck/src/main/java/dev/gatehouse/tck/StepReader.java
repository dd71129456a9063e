package dev.gatehouse.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the steps of a case file. A key that nobody asked for makes the step one that is skipped, never one that passes; a step that cannot be read
 * fails, and the others go on.
 */
final class StepReader {
    private StepReader() {}

    static Step.Placed read(Body step, int position) {
        String kind = "step";
        String label = "";
        Step read;
        try {
            label = step.text("label", "");
            kind = kind(step);
            read = step(kind, step);
            Set<String> unread = step.unread();
            if (!unread.isEmpty()) {
                read = new Step.Unsupported("not judged: " + String.join(", ", unread));
            }
        } catch (MalformedCase e) {
            read = new Step.Malformed(String.valueOf(e.getMessage()));
        }
        return new Step.Placed(position, kind + about(read) + (label.isEmpty() ? "" : " (" + label + ")"), read);
    }

    private static String kind(Body step) {
        Set<String> kinds = new TreeSet<>(step.names());
        kinds.remove("label");
        if (kinds.size() != 1) {
            throw new MalformedCase(step.place() + ": found " + kinds + " (expected: one kind of step)");
        }
        return kinds.iterator().next();
    }

    private static String about(Step step) {
        if (step instanceof Step.Http http) {
            return " " + http.request();
        } else if (step instanceof Step.Grpc grpc) {
            return " " + grpc.request();
        } else if (step instanceof Step.WebSocket socket) {
            return " " + socket.request();
        } else if (step instanceof Step.Status status) {
            return " " + status.expectation().object();
        }
        return "";
    }

    private static Step step(String kind, Body step) {
        if (kind.equals("wait")) {
            Duration duration = HttpReader.duration(step, kind);
            return new Step.Wait(duration == null ? Duration.ZERO : duration);
        }
        Body body = step.required(kind);
        return switch (kind) {
            case "http" -> HttpReader.read(body);
            case "grpc" -> ConnectionReader.grpc(body);
            case "websocket" -> ConnectionReader.webSocket(body);
            case "tls" -> ConnectionReader.tls(body);
            case "tcp" -> ConnectionReader.tcp(body);
            case "udp" -> ConnectionReader.udp(body);
            case "distribution" -> ManyReader.distribution(body);
            case "mirror" -> ManyReader.mirror(body);
            case "pods" -> ManyReader.pods(body);
            case "burst" -> ManyReader.burst(body);
            case "status" -> StatusReader.status(body);
            case "ready" -> new Step.Ready(body.texts("namespaces"));
            case "generated" -> generated(body);
            case "apply" -> apply(body);
            case "patch" -> new Step.Patch(ObjectName.read(body), body.raw("merge"));
            case "delete" -> new Step.Delete(ObjectName.read(body));
            default -> throw new MalformedCase(step.place() + ": found a step \"" + kind + "\", which is not known");
        };
    }

    private static Step generated(Body body) {
        return new Step.Generated(
                body.text("namespace"),
                body.map("selector"),
                body.texts("kinds"),
                body.texts("atLeastOneOf"),
                body.map("labels"),
                body.map("annotations"));
    }

    private static Step apply(Body body) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object object : body.list("resources")) {
            objects.add(Cluster.object(object, body.place() + ".resources"));
        }
        return new Step.Apply(objects, body.flag("rejected"), body.textOrNull("field"));
    }
}
