package dev.gatehouse.routing.resource;

import java.util.Map;
import java.util.Set;

/**
 * Annotations by which other controllers are told what the API has no field for. Gatehouse does not act on them, and says so:
 * who wrote one expects something of it. All others (of deployment tools, of certificate issuers, of the user) pass in silence.
 */
final class Annotations {
    /** {@code kubernetes.io/ingress.class}: how an Ingress named its class before there was a field. */
    static final String INGRESS_CLASS = "kubernetes.io/ingress.class";

    /** Domains of controllers; those below them are meant too. */
    private static final Set<String> CONTROLLERS = Set.of(
            "ingress.kubernetes.io",
            "nginx.org",
            "nginx.com",
            "f5.com",
            "traefik.io",
            "traefik.containo.us",
            "haproxy.org",
            "haproxy.com",
            "haproxy-ingress.github.io",
            "konghq.com",
            "projectcontour.io",
            "contour.heptio.com",
            "getambassador.io",
            "ingress.cilium.io",
            "pomerium.io",
            "ingress.citrix.com",
            "apisix.apache.org",
            "zalando.org",
            "higress.io",
            "gloo.solo.io",
            "istio.io",
            "gateway.envoyproxy.io",
            "networking.gke.io",
            "elbv2.k8s.aws",
            "k8s.ngrok.com",
            "route.openshift.io",
            "router.openshift.io",
            "ingress.appscode.com",
            "voyager.appscode.com");

    private Annotations() {}

    static void check(Map<String, String> annotations, FieldReader metadata) {
        for (String key : annotations.keySet()) {
            if (isOfAController(key)) {
                metadata.problems()
                        .warning(
                                "unknown-annotation",
                                metadata.path("annotations").field(key),
                                "is not acted on: it is meant for another controller");
            }
        }
    }

    private static boolean isOfAController(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            return false;
        }
        String domain = key.substring(0, slash);
        if (domain.equals("kubernetes.io")) {
            return key.startsWith("ingress.", slash + 1) && !key.equals(INGRESS_CLASS);
        }
        for (int dot = -1; ; ) {
            if (CONTROLLERS.contains(domain.substring(dot + 1))) {
                return true;
            }
            dot = domain.indexOf('.', dot + 1);
            if (dot < 0) {
                return false;
            }
        }
    }
}
