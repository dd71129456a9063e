package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.resource.Hostname;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

final class TableCompiler {
    private TableCompiler() {}

    static RouteTable compile(Attachment attachment) {
        Map<Bind, Map<HostPattern, ListenerTable>> binds = new LinkedHashMap<>();
        for (AttachedListener listener : attachment.listeners()) {
            Hostname hostname = listener.hostname();
            binds.computeIfAbsent(listener.bind(), bind -> new HashMap<>())
                    .put(hostname == null ? HostPattern.ANY : HostPattern.gateway(hostname), compile(listener));
        }
        Map<Bind, HostIndex<ListenerTable>> tables = new HashMap<>();
        binds.forEach((bind, listeners) -> tables.put(bind, HostIndex.of(listeners, Function.identity())));
        return new RouteTable(tables);
    }

    private static ListenerTable compile(AttachedListener listener) {
        Map<HostPattern, HostBuilder> hosts = new HashMap<>();
        for (RoutingRule rule : listener.rules()) {
            for (HostPattern host : rule.hosts()) {
                HostBuilder builder = hosts.computeIfAbsent(host, HostBuilder::new);
                for (RuleMatch match : rule.matches()) {
                    builder.add(new RouteEntry(host, rule, match));
                }
            }
        }
        return new ListenerTable(listener, HostIndex.of(hosts, HostBuilder::build));
    }

    private static final class HostBuilder {
        private final HostPattern host;
        private final PathTrie.Builder paths = new PathTrie.Builder();
        private final List<RouteEntry> patterns = new ArrayList<>();

        HostBuilder(HostPattern host) {
            this.host = host;
        }

        void add(RouteEntry entry) {
            if (entry.match().path().kind() == PathMatch.Kind.REGULAR_EXPRESSION) {
                patterns.add(entry);
            } else {
                paths.add(entry);
            }
        }

        HostRules build() {
            patterns.sort(Precedence.IN_NODE);
            return new HostRules(host, paths.build(), patterns);
        }
    }
}
