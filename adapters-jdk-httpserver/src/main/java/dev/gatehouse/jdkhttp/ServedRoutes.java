package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.trust.ClientTrust;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a front end asks of the routes. Safe for any number of threads. */
interface ServedRoutes {
    /** The ports to open. */
    List<Bind> binds();

    /** Whether it terminates TLS. */
    boolean isTls(Bind bind);

    Decision decide(Bind bind, RequestHead head);

    /** The certificates of a port, as they are now; asked within each handshake. */
    CertificateSelector certificates(Bind bind);

    /** Which certificates of clients a port asks for, as it is now; null where it asks for none. */
    @Nullable
    ClientTrust clients(Bind bind);

    /** What is wrong with certificates. */
    List<Problem> problems();

    /** Runs {@code task} after each change; the result ends that. */
    Runnable onChange(Runnable task);
}
