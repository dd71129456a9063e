package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/** {@code HTTPRequestMirrorFilter}. */
final class RequestMirrorDecoder {
    private static final int HUNDRED = 100;

    private RequestMirrorDecoder() {}

    static HttpRouteFilter.@Nullable RequestMirror decode(FieldReader mirror) {
        FieldReader backend = mirror.requiredObject("backendRef");
        BackendObjectReference reference = backend == null ? null : References.backend(backend);
        Integer percent = mirror.integer("percent", 0, HUNDRED);
        FieldReader fraction = mirror.object("fraction");
        int numerator = percent == null ? HUNDRED : percent;
        int denominator = HUNDRED;
        if (fraction != null) {
            numerator = fraction.requiredInteger("numerator", 0, Integer.MAX_VALUE);
            denominator = fraction.integer("denominator", 1, Integer.MAX_VALUE, HUNDRED);
            if (denominator > 0 && numerator > denominator) {
                fraction.invalid(
                        numerator, fraction.path("numerator"), "expected: at most the denominator, " + denominator);
            }
        }
        if (mirror.has("percent") && mirror.has("fraction")) {
            mirror.problems()
                    .error(
                            "mirror-percent-and-fraction",
                            mirror.path(),
                            "found percent and fraction (expected: one of the two)");
        }
        return reference == null ? null : new HttpRouteFilter.RequestMirror(reference, numerator, denominator);
    }
}
