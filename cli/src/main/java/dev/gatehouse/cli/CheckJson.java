package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Backend;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.RuleAction;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.StreamRule;
import dev.gatehouse.routing.attach.ValueMatch;
import dev.gatehouse.routing.insight.Finding;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report of {@code gatehouse check --format json}, one object:
 *
 * <pre>{@code
 * {
 *   "findings": [
 *     {
 *       "severity": "error",              // error, warning or hint
 *       "name": "backend-not-found",      // stable
 *       "title": "The Service does not exist",
 *       "file": "shop/ingress.yaml",      // as it was given
 *       "line": 23,                       // from 1; null where not known
 *       "resource": {"group": "networking.k8s.io", "kind": "Ingress", "namespace": "default", "name": "shop"},   // or null
 *       "field": "spec.rules[0].http.paths[0].backend.service.name",                   // empty: the whole object
 *       "message": "...",
 *       "seen": "...",                    // what users see of it
 *       "fix": "...",
 *       "changes": [{"action": "in Ingress default/shop set spec...", "yaml": "name: api\n"}]
 *     }
 *   ],
 *   "served": [
 *     {
 *       "port": 80,                       // the number in the resources
 *       "owner": {"group": ..., "kind": "Gateway", ...},                  // null for Ingresses
 *       "listener": "http",
 *       "protocol": "HTTP",               // or HTTPS, TLS, TCP, UDP
 *       "hostname": null,                 // null: every host
 *       "certificates": [{"hosts": ["app.example.com"], "secret": "default/app-tls"}],
 *       "routes": [
 *         {
 *           "host": "app.example.com",    // "*": every host
 *           "match": {
 *             "path": {"type": "PREFIX", "value": "/api"}, "method": null,
 *             "headers": [{"type": "EXACT", "name": "x-user", "value": "me"}], "queryParams": []
 *           },
 *           "route": {"group": "networking.k8s.io", "kind": "Ingress", "namespace": "default", "name": "shop"},
 *           "rule": 0,                    // counted over all rules and paths of the object; null for the default backend
 *           "action": {"type": "forward", "backends": [{"weight": 1, "service": "default/api:80"}]}
 *         }
 *       ],
 *       "streams": [                      // of TLS, TCP and UDP
 *         {"hosts": ["db.example.com"], "route": {...}, "rule": 0, "backends": [{"weight": 1, "service": "default/db:5432"}]}
 *       ]
 *     }
 *   ]
 * }
 * }</pre>
 *
 * <p>Other actions are {@code {"type": "redirect", "status": 301, "text": ...}} and {@code {"type": "fail", "status": 500, "text": ...}}; a
 * backend that leads nowhere has {@code "status"} and {@code "text"} instead of {@code "service"}. Members may be added; those here keep
 * their meaning.
 */
final class CheckJson {
    private CheckJson() {}

    static String of(Collection<Finding> findings, Attachment attachment) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("findings", findings.stream().map(Finding::asMap).toList());
        report.put(
                "served",
                attachment.listeners().stream().map(CheckJson::listener).toList());
        return Json.indented(report);
    }

    private static Map<String, Object> reference(ObjectRef reference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("group", reference.group());
        json.put("kind", reference.kind());
        json.put("namespace", reference.namespace());
        json.put("name", reference.name());
        return json;
    }

    private static Map<String, @Nullable Object> listener(AttachedListener listener) {
        ObjectRef owner = listener.bind().owner();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("port", listener.bind().port());
        json.put("owner", listener.style() != AttachedListener.Style.GATEWAY ? null : reference(owner));
        json.put("listener", listener.name());
        json.put("protocol", protocol(listener.protocol()));
        json.put(
                "hostname",
                listener.hostname() == null ? null : listener.hostname().text());
        json.put(
                "certificates",
                listener.certificates().stream()
                        .map(certificate -> Map.of(
                                "hosts",
                                certificate.hosts().stream()
                                        .map(Object::toString)
                                        .toList(),
                                "secret",
                                certificate.secret().ref().namespacedName()))
                        .toList());
        json.put(
                "routes",
                ServedRoute.of(listener).stream().map(CheckJson::route).toList());
        json.put("streams", listener.streams().stream().map(CheckJson::stream).toList());
        return json;
    }

    private static String protocol(AttachedListener.Protocol protocol) {
        return switch (protocol) {
            case HTTP, HTTPS, TCP, UDP -> protocol.name();
            case TLS_TERMINATE, TLS_PASSTHROUGH -> "TLS";
        };
    }

    private static Map<String, Object> stream(StreamRule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("hosts", rule.hosts().stream().map(Object::toString).toList());
        json.put("route", reference(rule.origin().route()));
        json.put("rule", rule.origin().rule());
        json.put("backends", rule.shares().stream().map(CheckJson::backend).toList());
        return json;
    }

    private static Map<String, @Nullable Object> route(ServedRoute route) {
        int rule = route.origin().rule();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("host", route.host().toString());
        json.put("match", match(route.match()));
        json.put("route", reference(route.origin().route()));
        json.put("rule", rule < 0 ? null : rule);
        json.put("action", action(route.action()));
        return json;
    }

    private static Map<String, @Nullable Object> match(RuleMatch match) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(
                "path",
                pair("type", match.path().kind().name(), "value", match.path().value()));
        json.put("method", match.method());
        json.put("headers", match.headers().stream().map(CheckJson::value).toList());
        json.put(
                "queryParams",
                match.queryParams().stream().map(CheckJson::value).toList());
        return json;
    }

    private static Map<String, Object> value(ValueMatch match) {
        Map<String, Object> json = pair("type", match.kind().name(), "name", match.name());
        json.put("value", match.value());
        return json;
    }

    private static Map<String, Object> action(RuleAction action) {
        if (action instanceof RuleAction.ForwardTo forward) {
            return pair(
                    "type",
                    "forward",
                    "backends",
                    forward.shares().stream().map(CheckJson::backend).toList());
        }
        Map<String, Object> json;
        if (action instanceof RuleAction.RedirectTo redirect) {
            json = pair("type", "redirect", "status", redirect.status());
        } else {
            json = pair("type", "fail", "status", ((RuleAction.Fail) action).status());
        }
        json.put("text", ActionText.of(action));
        return json;
    }

    private static Map<String, Object> backend(BackendShare share) {
        if (share.backend() instanceof Backend.Unusable unusable) {
            Map<String, Object> json = pair("weight", share.weight(), "status", unusable.status());
            json.put("text", unusable.message());
            return json;
        }
        return pair("weight", share.weight(), "service", share.backend().toString());
    }

    private static Map<String, Object> pair(String first, Object firstValue, String second, Object secondValue) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(first, firstValue);
        json.put(second, secondValue);
        return json;
    }
}
