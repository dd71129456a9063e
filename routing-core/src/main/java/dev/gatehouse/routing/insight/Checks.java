package dev.gatehouse.routing.insight;

import java.util.List;

/** Every {@link Check}, in the order of the catalogue. */
final class Checks {
    static final List<Check> ALL = List.of(
            ClassChecks::missing,
            ClassChecks::noController,
            ClassChecks::defaultMark,
            ClassChecks::ambiguous,
            ClassChecks::parameters,
            ParentChecks::kindOmitted,
            ParentChecks::passthrough,
            ParentChecks::outranked,
            HostChecks::routes,
            HostChecks::tenants,
            ListenerChecks::listeners,
            ListenerChecks::clientCertificates,
            GrantChecks::run,
            BackendChecks::ingressElsewhere,
            BackendChecks::otherTransport,
            BackendChecks::shares,
            BackendChecks::services,
            WorkloadChecks::run,
            BackendChecks::mirrors,
            PathChecks::ingresses,
            PathChecks::routes,
            PathChecks::roots,
            OverlapChecks::run,
            RedirectChecks::run,
            FilterChecks::run,
            ExperimentalChecks::run,
            IngressTlsChecks::run,
            IssuerChecks::bootstrap,
            NamespaceChecks::selectors,
            NamespaceChecks::defaulted);

    private Checks() {}
}
