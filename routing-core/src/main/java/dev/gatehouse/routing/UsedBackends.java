package dev.gatehouse.routing;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.RequestFilters;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import java.util.LinkedHashSet;
import java.util.Set;

/** The Services' ports that rules in force speak to, each once, in the order of the resources. */
final class UsedBackends {
    private final Set<ServiceBackend> found = new LinkedHashSet<>();

    private UsedBackends() {}

    /** Those of every listener but those for datagrams. */
    static Set<ServiceBackend> of(Attachment attachment) {
        UsedBackends used = new UsedBackends();
        for (AttachedListener listener : attachment.listeners()) {
            if (listener.protocol() != Protocol.UDP) {
                used.add(listener);
            }
        }
        return used.found;
    }

    private void add(AttachedListener listener) {
        listener.streams().forEach(rule -> rule.shares().forEach(this::add));
        listener.rules().forEach(rule -> {
            add(rule.filters());
            if (rule.action() instanceof ForwardTo forward) {
                forward.shares().forEach(this::add);
            }
        });
    }

    private void add(BackendShare share) {
        if (share.weight() > 0 && share.backend() instanceof ServiceBackend service) {
            found.add(service);
        }
        share.mirrors().forEach(mirror -> found.add(mirror.backend()));
        add(share.filters());
    }

    private void add(RequestFilters filters) {
        if (filters.externalAuth() != null) {
            found.add(filters.externalAuth().backend());
        }
    }
}
