package dev.gatehouse.cli;

import dev.gatehouse.routing.ListenerChange;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.resource.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a change of the manifests changed in what is served. */
record RouteChanges(List<String> added, List<String> removed, List<String> changed) {
    private static final int SHOWN = 20;

    /** Of all that is served; costs time in proportion to that. */
    static RouteChanges between(Attachment before, Attachment after) {
        RouteChanges changes = between(facts(before), facts(after));
        Map<String, Integer> oldSecrets = secrets(before);
        secrets(after).forEach((name, content) -> {
            Integer was = oldSecrets.get(name);
            if (was != null && !was.equals(content)) {
                changes.changed.add("certificate " + name + " has new content");
            }
        });
        return changes;
    }

    /** Of rules that changed one after another; costs time in proportion to them. */
    static RouteChanges of(List<ListenerChange> changes) {
        Map<String, String> old = new TreeMap<>();
        Map<String, String> now = new TreeMap<>();
        Set<String> met = new HashSet<>();
        for (ListenerChange change : changes) {
            Map<String, String> removed = new TreeMap<>();
            routes(change.listener().withRules(change.removed()), removed);
            removed.forEach((key, value) -> {
                now.remove(key);
                if (met.add(key)) {
                    old.put(key, value);
                }
            });
            Map<String, String> added = new TreeMap<>();
            routes(change.listener().withRules(change.added()), added);
            now.putAll(added);
            met.addAll(added.keySet());
        }
        return between(old, now);
    }

    private static RouteChanges between(Map<String, String> old, Map<String, String> now) {
        List<String> added = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        now.forEach((key, value) -> {
            String was = old.get(key);
            if (was == null) {
                added.add(key + value);
            } else if (!was.equals(value)) {
                changed.add(key + value + " (was" + was.replace(" →", "") + ")");
            }
        });
        old.forEach((key, value) -> {
            if (!now.containsKey(key)) {
                removed.add(key + value);
            }
        });
        return new RouteChanges(added, removed, changed);
    }

    /** Such as {@code 1 added, 0 removed, 2 changed}. */
    String count() {
        return added.size() + " added, " + removed.size() + " removed, " + changed.size() + " changed";
    }

    /** One line each, marked {@code +}, {@code -} and {@code ~}; the first twenty. */
    List<String> lines(Styles styles) {
        List<String> lines = new ArrayList<>();
        added.forEach(line -> lines.add(styles.green("  + " + line)));
        removed.forEach(line -> lines.add(styles.red("  - " + line)));
        changed.forEach(line -> lines.add("  ~ " + line));
        if (lines.size() > SHOWN) {
            int more = lines.size() - SHOWN;
            lines.subList(SHOWN, lines.size()).clear();
            lines.add("  and " + more + " more");
        }
        return lines;
    }

    private static Map<String, String> facts(Attachment attachment) {
        Map<String, String> facts = new TreeMap<>();
        for (AttachedListener listener : attachment.listeners()) {
            facts.put(
                    "listener " + place(listener),
                    ", " + (listener.tls() ? "HTTPS" : "HTTP")
                            + (listener.hostname() == null ? "" : ", host " + listener.hostname()));
            routes(listener, facts);
        }
        return facts;
    }

    private static String place(AttachedListener listener) {
        return listener.bind() + " " + listener.name();
    }

    private static void routes(AttachedListener listener, Map<String, String> facts) {
        for (ServedRoute route : ServedRoute.of(listener)) {
            facts.merge(
                    place(listener) + " " + route.host() + " " + route.match(),
                    " → " + ActionText.of(route.action()),
                    (first, second) -> first.equals(second) ? first : first + ";" + second);
        }
    }

    private static Map<String, Integer> secrets(Attachment attachment) {
        Map<String, Integer> secrets = new TreeMap<>();
        for (AttachedListener listener : attachment.listeners()) {
            for (CertificateUse certificate : listener.certificates()) {
                Secret secret = certificate.secret();
                secrets.put(
                        secret.ref().toString(),
                        31 * Arrays.hashCode(secret.value("tls.crt")) + Arrays.hashCode(secret.value("tls.key")));
            }
        }
        return secrets;
    }
}
