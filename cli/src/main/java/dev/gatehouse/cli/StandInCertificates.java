package dev.gatehouse.cli;

import dev.gatehouse.cli.MissingCertificates.Missing;
import dev.gatehouse.routing.insight.AbsentSecrets;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Certificates that stand in for Secrets that the manifests name and do not hold, as the manifests change. For one thread at a time. */
final class StandInCertificates implements AutoCloseable {
    private final PlaceholderCertificates certificates = new PlaceholderCertificates();
    private final MissingCertificates references = new MissingCertificates();
    private final StandIns<Secret> secrets = new StandIns<>();

    /** By the Secret's namespace and name, as all that follows. */
    private final Map<String, Missing> missing = new LinkedHashMap<>();

    private final Map<String, Problem> hints = new LinkedHashMap<>();

    /** The TLS Secrets of the manifests that a server gave, which say when they were made. */
    private final Map<String, Secret> ofServers = new LinkedHashMap<>();

    /** The others. */
    private final Map<String, Secret> ofFiles = new LinkedHashMap<>();

    private boolean unwritten = true;

    /**
     * After these objects have come, changed or gone. Costs time in proportion to them, and a look at all routes where a listener whose Secret is absent says
     * nothing of its hosts; in proportion to the absent Secrets where that becomes a worse mistake than it was, or a lesser one.
     *
     * @param read as they are now
     */
    StandIns.Delta changed(Collection<ObjectRef> names, Resources read) {
        Set<String> touched = new LinkedHashSet<>();
        int gravity = gravity();
        for (ObjectRef name : names) {
            Resource now = read.find(name);
            touched.addAll(references.changed(name, now));
            if (name.kind().equals("Secret")) {
                touched.add(name.namespacedName());
                note(name.namespacedName(), now);
            }
        }
        if (gravity != gravity()) {
            missing.forEach(this::hint);
        }
        return replace(touched, names, read);
    }

    private void note(String name, @Nullable Resource now) {
        ofServers.remove(name);
        ofFiles.remove(name);
        if (now instanceof Secret secret && secret.type().equals(Secret.TLS)) {
            (secret.metadata().creationTimestamp() == null ? ofFiles : ofServers).put(name, secret);
        }
    }

    /** How much the Secrets that are there say of those that are not: see {@link AbsentSecrets}. */
    private int gravity() {
        return ofServers.isEmpty() ? ofFiles.isEmpty() ? 0 : 1 : 2;
    }

    private void hint(String name, Missing absent) {
        // One of those that say most says as much as all of them.
        Resources evidence = Resources.EMPTY.with((ofServers.isEmpty() ? ofFiles : ofServers)
                .values().stream().limit(1).toList());
        hints.put(name, AbsentSecrets.judge(PlaceholderCertificates.problem(absent), evidence));
    }

    /** As far as routes have a say in the hosts of certificates: after some of them have come, changed or gone. Costs a look at all routes, if any has a say. */
    StandIns.Delta routesChanged(Resources read) {
        return replace(references.ofRoutes(missing.keySet()), List.of(), read);
    }

    private StandIns.Delta replace(Collection<String> names, Collection<ObjectRef> changed, Resources read) {
        Map<String, List<Secret>> made = new LinkedHashMap<>();
        for (String name : names) {
            Missing absent = references.missing(name, read);
            if (absent == null) {
                missing.remove(name);
                hints.remove(name);
                made.put(name, List.of());
            } else {
                missing.put(name, absent);
                hint(name, absent);
                made.put(name, List.of(certificates.secret(absent)));
                unwritten = true;
            }
        }
        return secrets.replace(made, changed, read);
    }

    /** What is told of them, each with how bad it is. */
    Collection<Problem> hints() {
        return hints.values();
    }

    /** Whether routes have a say in the hosts of any of them. */
    boolean areOfRoutes() {
        return !references.ofRoutes(missing.keySet()).isEmpty();
    }

    /** Writes those that are new into files, without their keys, for clients that are to trust them. */
    void write() throws IOException {
        if (unwritten) {
            files();
        }
    }

    /** The files, by the Secret's namespace and name. */
    Map<String, Path> files() throws IOException {
        unwritten = false;
        return certificates.files(missing.values());
    }

    /** Deletes the files. */
    @Override
    public void close() {
        certificates.close();
    }
}
