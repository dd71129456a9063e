package dev.gatehouse.tck;

import dev.gatehouse.tck.Step.Exchange;
import dev.gatehouse.tck.Step.Mirror.WantedMirror;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads the steps that send many times what stands under {@code each}: under the name of its kind, or an {@code http} body as it is. */
final class ManyReader {
    private ManyReader() {}

    private static Exchange each(Body step) {
        Body each = step.required("each");
        if (each.has("request")) {
            return HttpReader.read(each);
        } else if (each.has("http")) {
            return HttpReader.read(each.required("http"));
        } else if (each.has("grpc")) {
            return ConnectionReader.grpc(each.required("grpc"));
        } else if (each.has("tcp")) {
            return ConnectionReader.tcp(each.required("tcp"));
        } else if (each.has("tls")) {
            return ConnectionReader.tls(each.required("tls"));
        } else if (each.has("udp")) {
            return ConnectionReader.udp(each.required("udp"));
        }
        throw new MalformedCase(each.place() + ": found " + each.names() + " (expected: http, grpc, tcp, tls or udp)");
    }

    private static Step.Http request(Body step) {
        if (each(step) instanceof Step.Http http) {
            return http;
        }
        throw new MalformedCase(step.place() + ".each: is no request of HTTP");
    }

    static Step.Distribution distribution(Body step) {
        Body given = step.objectOrEmpty("shares");
        Map<String, Double> shares = new LinkedHashMap<>();
        given.names().forEach(deployment -> shares.put(deployment, given.fraction(deployment, 0)));
        return new Step.Distribution(
                each(step),
                atLeastOne(step, "requests"),
                shares,
                step.fraction("tolerance", 0),
                atLeastOne(step, "attempts"),
                atLeastOne(step, "concurrency"),
                step.flag("jitter"));
    }

    static Step.Mirror mirror(Body step) {
        return new Step.Mirror(
                request(step),
                atLeastOne(step, "requests"),
                step.objects("mirrors").stream()
                        .map(mirror -> new WantedMirror(
                                mirror.text("backend"),
                                mirror.textOrNull("namespace"),
                                mirror.has("percent") ? mirror.fraction("percent", 0) : null))
                        .toList(),
                step.fraction("tolerance", 0),
                atLeastOne(step, "attempts"),
                atLeastOne(step, "concurrency"));
    }

    static Step.Pods pods(Body step) {
        return new Step.Pods(
                request(step), atLeastOne(step, "requests"), Range.read(step, "distinct"), step.wholeOrNull("perPod"));
    }

    static Step.Burst burst(Body step) {
        Body given = step.required("statuses");
        Map<Integer, Range> statuses = new TreeMap<>();
        for (String status : given.names()) {
            if (!status.matches("[1-9][0-9]{2}")) {
                throw new MalformedCase(given.place() + ": found " + status + " (expected: a status code)");
            }
            statuses.put(Integer.valueOf(status), Range.read(given, status));
        }
        return new Step.Burst(request(step), atLeastOne(step, "requests"), atLeastOne(step, "concurrency"), statuses);
    }

    private static int atLeastOne(Body step, String name) {
        int number = step.number(name, 1);
        if (number < 1) {
            throw new MalformedCase(step.place() + "." + name + ": found " + number + " (expected: 1 or more)");
        }
        return number;
    }
}
