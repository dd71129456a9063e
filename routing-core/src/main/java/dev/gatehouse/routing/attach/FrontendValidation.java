package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GatewayTls;
import dev.gatehouse.routing.resource.GatewayTls.ClientCertificateValidation;
import dev.gatehouse.routing.resource.GatewayTls.FrontendTls;
import dev.gatehouse.routing.resource.GatewayTls.Mode;
import dev.gatehouse.routing.resource.GatewayTls.PortTls;
import dev.gatehouse.routing.resource.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which clients the HTTPS listeners of a Gateway take ({@code Gateway.spec.tls.frontend}, GEP-91): those of each port the same, for one
 * connection may carry requests for several of them.
 */
final class FrontendValidation {
    private static final FieldPath FRONTEND =
            FieldPath.ROOT.field("spec").field("tls").field("frontend");
    private static final Outcome NONE = new Outcome(null, List.of());

    private final CaCertificateRefs authorities;
    private final List<Problem> problems;

    FrontendValidation(CaCertificateRefs authorities, List<Problem> problems) {
        this.authorities = authorities;
        this.problems = problems;
    }

    /**
     * What holds for one port.
     *
     * @param validation null where clients are not asked
     * @param broken authorities that are of no use
     */
    record Outcome(@Nullable ClientValidation validation, List<Refusal> broken) {
        /** Whether clients are to be checked and nobody can vouch for them: then none is served. */
        boolean withoutAuthority() {
            return validation != null && validation.authorities().isEmpty();
        }
    }

    /** What holds for each port of a Gateway. */
    record Ports(Outcome everywhere, Map<Integer, Outcome> perPort) {
        /** An entry for the port takes the place of the default altogether. */
        Outcome of(int port) {
            return perPort.getOrDefault(port, everywhere);
        }
    }

    Ports of(Gateway gateway) {
        GatewayTls tls = gateway.tls();
        FrontendTls frontend = tls == null ? null : tls.frontend();
        if (frontend == null) {
            return new Ports(NONE, Map.of());
        }
        Map<Integer, Outcome> perPort = new HashMap<>();
        for (int i = 0; i < frontend.perPort().size(); i++) {
            PortTls port = frontend.perPort().get(i);
            FieldPath field = FRONTEND.field("perPort").index(i).field("tls");
            perPort.put(port.port(), outcome(gateway, port.validation(), field));
        }
        return new Ports(outcome(gateway, frontend.everywhere(), FRONTEND.field("default")), perPort);
    }

    private Outcome outcome(Gateway gateway, @Nullable ClientCertificateValidation validation, FieldPath tls) {
        if (validation == null) {
            return NONE;
        }
        FieldPath field = tls.field("validation");
        boolean required = validation.mode() == Mode.ALLOW_VALID_ONLY;
        if (!required) {
            problems.add(Problems.warning(
                    "client-auth-insecure-fallback",
                    gateway,
                    field.field("mode"),
                    "found AllowInsecureFallback: clients without a valid certificate are served too"));
        }
        List<Refusal> broken = new ArrayList<>();
        List<String> found = authorities.resolve(
                gateway,
                validation.caCertificateRefs(),
                field.field("caCertificateRefs"),
                "InvalidCACertificateKind",
                broken);
        return new Outcome(new ClientValidation(found, required), broken);
    }
}
