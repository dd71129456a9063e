package dev.gatehouse.routing.insight;

import java.util.List;

/** Certificates and handshakes. */
final class TlsMistakes {
    static final List<Mistake> ALL = List.of(
            Mistake.error(
                    "tls-secret-missing",
                    "The Secret does not exist",
                    "The handshake fails, or shows the default certificate.",
                    "Create it, in the namespace that is meant."),
            Mistake.hint(
                    "tls-secret-not-in-manifests",
                    "The Secret is not among the files",
                    "Nothing, where it is in the cluster.",
                    "Nothing: keys are best kept elsewhere."),
            Mistake.error(
                    "tls-secret-other-namespace",
                    "The Secret lies in another namespace",
                    "The handshake fails, or shows the default certificate.",
                    "Copy it. A Gateway may also refer there, with a ReferenceGrant."),
            Mistake.warning(
                    "tls-secret-type",
                    "The Secret is not of type kubernetes.io/tls",
                    "Most controllers refuse it.",
                    "Create it anew with kubectl create secret tls."),
            Mistake.error(
                    "tls-secret-malformed",
                    "The Secret cannot be read",
                    "The handshake fails, or shows the default certificate.",
                    "Put a PEM certificate under tls.crt and its PEM key under tls.key."),
            Mistake.error(
                    "tls-key-mismatch",
                    "The key does not belong to the certificate",
                    "The handshake fails.",
                    "Put the pair that belongs together into the Secret."),
            Mistake.error(
                    "certificate-host-not-covered",
                    "The certificate is for other names",
                    "Browsers show a name error.",
                    "Have it issued anew with this name."),
            Mistake.error(
                    "certificate-wildcard-depth",
                    "The certificate's wildcard takes one label only",
                    "Browsers show a name error two labels deep.",
                    "Have it issued anew with this name."),
            Mistake.error(
                    "certificate-cn-only",
                    "The certificate has no subject alternative names",
                    "Clients of today refuse it.",
                    "Have it issued anew with the names as subjectAltName."),
            Mistake.error(
                    "certificate-expired", "The certificate has expired", "Browsers show a date error.", "Renew it."),
            Mistake.error(
                    "certificate-not-yet-valid",
                    "The certificate is not valid yet",
                    "Browsers show a date error.",
                    "Wait, or see whether the clock is right."),
            Mistake.warning(
                    "certificate-expiring",
                    "The certificate expires soon",
                    "Browsers show a date error, then.",
                    "Renew it."),
            Mistake.warning(
                    "certificate-chain-incomplete",
                    "The certificate's issuer is not in the chain",
                    "Some clients fail, others fetch it and do not.",
                    "Append the intermediates, the leaf first."),
            Mistake.hint(
                    "issuer-bootstrap",
                    "The Secret is to be filled by an issuer",
                    "HTTPS is dead until the first certificate is issued.",
                    "Nothing but minutes. Keep the HTTP listener, and do not redirect /.well-known/acme-challenge/."),
            Mistake.hint(
                    "certificate-weak", "A weak key or signature", "Strict clients refuse it.", "Have it issued anew."),
            Mistake.error(
                    "https-listener-without-tls",
                    "HTTPS without tls",
                    "There is no certificate, and every handshake fails.",
                    "Add tls.certificateRefs."),
            Mistake.error(
                    "tls-passthrough-misuse",
                    "Passthrough and what does not go with it",
                    "A route of HTTP is refused; certificates are ignored.",
                    "Use mode Terminate, or a TLSRoute."),
            Mistake.warning(
                    "ingress-tls-host-without-rule",
                    "A host of tls has no rule",
                    "Its certificate is never used.",
                    "Align the hosts of tls and rules."),
            Mistake.warning(
                    "ingress-tls-default-backend-only",
                    "tls, and no rule with a host",
                    "Some controllers ignore it and show the default certificate.",
                    "Add a rule with the host."),
            Mistake.hint(
                    "ingress-host-without-tls",
                    "A host of the rules is not in tls, though others are",
                    "HTTPS shows the default certificate for it.",
                    "Add it to tls."),
            Mistake.warning(
                    "ingress-tls-no-hosts",
                    "tls without hosts",
                    "Its certificate is the default for every host.",
                    "List the hosts."),
            Mistake.error(
                    "issuer-annotation-without-tls",
                    "An issuer is asked, and has nothing to issue",
                    "No certificate is ever issued.",
                    "Name hosts and a Secret: tls.hosts and secretName of an Ingress, hostname and certificateRefs of a listener."),
            Mistake.warning(
                    "duplicate-certificate",
                    "One host in two Secrets",
                    "Clients get one of the two; the other is never renewed in anybody's sight.",
                    "Keep one."),
            Mistake.warning(
                    "overlapping-tls-hostnames",
                    "Listeners whose hosts overlap share a port",
                    "HTTP/2 clients reuse a connection for the other host, and get 421.",
                    "Give each its own certificate, without the other's names."),
            Mistake.error(
                    "client-ca-unresolved",
                    "The authority for client certificates cannot be read",
                    "HTTPS on that port fails for everybody.",
                    "Refer to a ConfigMap with PEM certificates under ca.crt."),
            Mistake.error(
                    "backend-ca-unresolved",
                    "The authority for backends' certificates cannot be read",
                    "Where no other is left, their requests get 500.",
                    "Refer to a ConfigMap with PEM certificates under ca.crt, in the policy's namespace."),
            Mistake.warning(
                    "ca-bundle-non-ca",
                    "A certificate among the authorities is no authority's",
                    "Who shows that certificate is trusted; who shows one that it signed is refused.",
                    "Put the certificate of its issuer there. Nothing, where this one alone is meant to be trusted."),
            Mistake.error(
                    "backend-tls-authority-unknown",
                    "The well-known authorities are not known here",
                    "Requests to the Service get 500.",
                    "Use System, or caCertificateRefs."),
            Mistake.warning(
                    "client-auth-insecure-fallback",
                    "Clients without a valid certificate are let in",
                    "Anonymous clients pass.",
                    "Use mode AllowValidOnly."),
            Mistake.warning(
                    "client-auth-port-unused",
                    "Client certificates for a port without HTTPS",
                    "Nobody is asked for a certificate.",
                    "Correct the port."),
            Mistake.error(
                    "backend-tls-target-missing",
                    "The BackendTLSPolicy targets nothing",
                    "The backend is spoken to in the clear.",
                    "Correct the name of the Service or of its port; the policy lies in the same namespace."),
            Mistake.error(
                    "backend-tls-hostname-mismatch",
                    "The backend's certificate is for another name",
                    "Its requests get 502. No file tells it: a backend shows its certificate in the handshake.",
                    "Align validation.hostname with the certificate."),
            Mistake.warning(
                    "backend-tls-conflict",
                    "Two policies for one backend",
                    "The newer one has no effect.",
                    "Merge them."),
            Mistake.hint(
                    "client-certificate-unused",
                    "A certificate for backends that none asks for",
                    "It is never sent.",
                    "Add a BackendTLSPolicy, or remove it."),
            Mistake.error(
                    "certificate-kind-unknown",
                    "A certificate is not a Secret",
                    "The handshake fails.",
                    "Refer to a Secret of type kubernetes.io/tls."));

    private TlsMistakes() {}
}
