package dev.gatehouse.tck;

import dev.gatehouse.tck.echo.PodMode;
import dev.gatehouse.tck.echo.ScriptedAnswer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a Service, where a case says so.
 *
 * @param replicas null: one, or as many as its Deployment has
 * @param mode null: what its Deployment says, or HTTP
 * @param certificate the Secret that it presents
 * @param clientAuthority the Secret whose {@code ca.crt} must have signed the client certificate that it demands
 */
record BackendScript(
        ObjectName service,
        @Nullable Integer replicas,
        @Nullable PodMode mode,
        @Nullable NamespacedName certificate,
        @Nullable NamespacedName clientAuthority,
        List<ScriptedAnswer> answers) {
    static BackendScript read(Body backend) {
        String protocol = backend.textOrNull("protocol");
        return new BackendScript(
                new ObjectName("Service", backend.text("namespace"), backend.text("service")),
                backend.wholeOrNull("replicas"),
                protocol == null ? null : mode(backend, protocol),
                NamespacedName.readOrNull(backend, "certificate"),
                NamespacedName.readOrNull(backend, "clientCA"),
                backend.objects("answers").stream().map(BackendScript::answer).toList());
    }

    private static PodMode mode(Body backend, String protocol) {
        return switch (protocol) {
            case "http" -> PodMode.PLAIN;
            case "https" -> PodMode.SECURED;
            case "grpc" -> PodMode.ANY_GRPC;
            case "grpcs" -> PodMode.ANY_GRPCS;
            default ->
                throw new MalformedCase(
                        backend.place() + ".protocol: found " + protocol + " (expected: http, https, grpc or grpcs)");
        };
    }

    private static ScriptedAnswer answer(Body answer) {
        Body credentials = answer.object("basicAuth");
        Body stream = answer.object("stream");
        Duration delay = HttpReader.duration(answer, "delay");
        Duration every = stream == null ? null : HttpReader.duration(stream, "every");
        return new ScriptedAnswer(
                answer.text("path", ""),
                answer.wholeOrNull("pod"),
                credentials == null ? null : credentials.text("user") + ":" + credentials.text("password"),
                answer.number("status", 200),
                HttpReader.headers(answer.map("headers")),
                answer.textOrNull("body"),
                delay == null ? Duration.ZERO : delay,
                stream == null ? 1 : stream.number("chunks", 1),
                every == null ? Duration.ZERO : every);
    }
}
