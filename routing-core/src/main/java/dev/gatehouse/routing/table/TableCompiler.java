package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.StreamRule;
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
        return compile(attachment.listeners(), TableCompiler::compile);
    }

    /** @param compiled the table of one */
    static RouteTable compile(List<AttachedListener> listeners, Function<AttachedListener, ListenerTable> compiled) {
        Map<Bind, Map<HostPattern, ListenerTable>> binds = new LinkedHashMap<>();
        Map<Bind, Map<HostPattern, ListenerTable>> requests = new LinkedHashMap<>();
        for (AttachedListener listener : listeners) {
            ListenerTable table = compiled.apply(listener);
            add(table, binds);
            if (listener.protocol() == Protocol.HTTP || listener.protocol() == Protocol.HTTPS) {
                add(table, requests);
            }
        }
        return new RouteTable(index(binds), index(requests));
    }

    private static void add(ListenerTable table, Map<Bind, Map<HostPattern, ListenerTable>> binds) {
        binds.computeIfAbsent(table.listener().bind(), bind -> new HashMap<>()).put(host(table.listener()), table);
    }

    /** The hosts of a listener, by which those of one bind are told apart. */
    static HostPattern host(AttachedListener listener) {
        Hostname hostname = listener.hostname();
        return hostname == null ? HostPattern.ANY : HostPattern.gateway(hostname);
    }

    private static Map<Bind, HostIndex<ListenerTable>> index(Map<Bind, Map<HostPattern, ListenerTable>> binds) {
        Map<Bind, HostIndex<ListenerTable>> tables = new HashMap<>();
        binds.forEach((bind, listeners) -> tables.put(bind, HostIndex.of(listeners, Function.identity())));
        return tables;
    }

    /** The first rule that names a host has it: the rules come in the order in which they win. */
    static HostIndex<StreamRule> streams(AttachedListener listener) {
        Map<HostPattern, StreamRule> hosts = new HashMap<>();
        listener.streams().forEach(rule -> rule.hosts().forEach(host -> hosts.putIfAbsent(host, rule)));
        return HostIndex.of(hosts, Function.identity());
    }

    static ListenerTable compile(AttachedListener listener) {
        Map<HostPattern, List<RouteEntry>> hosts = new HashMap<>();
        Map<HostPattern, List<RouteEntry>> calls = new HashMap<>();
        for (RoutingRule rule : listener.rules()) {
            for (HostPattern host : rule.hosts()) {
                for (RuleMatch match : rule.matches()) {
                    (match.grpc() == null ? hosts : calls)
                            .computeIfAbsent(host, key -> new ArrayList<>())
                            .add(RouteEntry.of(host, rule, match));
                }
            }
        }
        return new ListenerTable(
                listener, HostIndex.of(hosts, HostRules::of), HostIndex.of(calls, CallRules::of), streams(listener));
    }
}
