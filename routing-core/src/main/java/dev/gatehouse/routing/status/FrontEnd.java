package dev.gatehouse.routing.status;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Secret;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What only the program around knows of the front end that serves.
 *
 * @param addresses at which a Gateway is reached, or Ingresses (asked with {@link dev.gatehouse.routing.attach.Bind#INGRESS}); none: it is
 *     not reached at all
 * @param reachable whether it can be reached at an address that a Gateway asks for ({@code spec.addresses})
 * @param certificates whether a Secret holds a certificate and its key that can be served
 * @param names the DNS names of the certificate in a Secret, in lower case, wildcards as they are written; empty where nobody reads them
 */
public record FrontEnd(
        Function<ObjectRef, List<Address>> addresses,
        Predicate<Address> reachable,
        Predicate<Secret> certificates,
        Function<Secret, List<String>> names) {
    /** One that serves everything at these addresses and at no other, and looks into Secrets no further than {@link #looksLikeCertificate}. */
    public static FrontEnd at(Address... addresses) {
        List<Address> all = List.of(addresses);
        return new FrontEnd(owner -> all, all::contains, FrontEnd::looksLikeCertificate, secret -> List.of());
    }

    /** This one with another judge of Secrets, such as one that reads the certificate. */
    public FrontEnd judging(Predicate<Secret> certificates) {
        return new FrontEnd(addresses, reachable, certificates, names);
    }

    /** This one with another reader of certificates' names, by which listeners are found whose certificates overlap. */
    public FrontEnd naming(Function<Secret, List<String>> names) {
        return new FrontEnd(addresses, reachable, certificates, names);
    }

    /** This one, which can also be reached at other addresses than those that it has by itself. */
    public FrontEnd reaching(Predicate<Address> reachable) {
        return new FrontEnd(addresses, reachable, certificates, names);
    }

    /** Whether {@code tls.crt} and {@code tls.key} are there and look like PEM (RFC 7468); what is inside is not read. */
    public static boolean looksLikeCertificate(Secret secret) {
        return Pem.certificate(secret.value("tls.crt")) && Pem.privateKey(secret.value("tls.key"));
    }
}
