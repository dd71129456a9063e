package dev.gatehouse.tck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts in what a value such as <code>${ConfigMap/namespace/name#key}</code> or <code>${Endpoints/namespace/name#ip4}</code> stands for. For
 * one step and one thread.
 */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern OBJECT = Pattern.compile("(\\w+)/([^/]+)/([^/#]+)#(.+)");

    /** An address that the front end can listen on. */
    static final String USABLE_ADDRESS = "${usableAddress}";

    /** An address that it cannot listen on. */
    static final String UNUSABLE_ADDRESS = "${unusableAddress}";

    private final Cluster cluster;
    private final Pods pods;
    private final FrontEndUnderTest frontEnd;
    private final Set<String> missing = new TreeSet<>();

    References(Cluster cluster, Pods pods, FrontEndUnderTest frontEnd) {
        this.cluster = cluster;
        this.pods = pods;
        this.frontEnd = frontEnd;
    }

    /** What stood for nothing until now. */
    Set<String> missing() {
        return missing;
    }

    /** The object with every reference in it replaced. */
    Map<String, @Nullable Object> resolve(Map<?, ?> object) {
        Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
        object.forEach((key, field) -> resolved.put(String.valueOf(key), value(field)));
        return resolved;
    }

    private @Nullable Object value(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return resolve(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> resolved = new ArrayList<>();
            list.forEach(item -> resolved.add(value(item)));
            return resolved;
        }
        return value instanceof String text ? text(text) : value;
    }

    private Object text(String text) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (reference.find()) {
            Object stands = stands(reference.group(1));
            if (stands == null) {
                missing.add(reference.group());
            } else if (!(stands instanceof String)) {
                return stands;
            }
            reference.appendReplacement(resolved, Matcher.quoteReplacement(stands == null ? "" : stands.toString()));
        }
        return reference.appendTail(resolved).toString();
    }

    private @Nullable Object stands(String reference) {
        if (USABLE_ADDRESS.equals("${" + reference + "}")) {
            return frontEnd.usableAddress();
        } else if (UNUSABLE_ADDRESS.equals("${" + reference + "}")) {
            return frontEnd.unusableAddress();
        }
        Matcher object = OBJECT.matcher(reference);
        if (!object.matches()) {
            return null;
        }
        String kind = object.group(1);
        String key = object.group(4);
        if (kind.equals("Endpoints")) {
            List<?> endpoints = pods.endpoints(object.group(2), object.group(3), key);
            return endpoints.isEmpty() ? null : endpoints;
        }
        return kind.equals("Secret") || kind.equals("ConfigMap")
                ? Workload.data(cluster, new NamespacedName(object.group(2), object.group(3)), key)
                : null;
    }
}
