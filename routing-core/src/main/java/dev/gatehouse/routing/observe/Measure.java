package dev.gatehouse.routing.observe;

import java.util.List;

/**
 * What is measured of a front end, by the names under which monitoring systems know it. Labels have few values: routes, listeners and
 * backends are those of the resources, and nothing that a client sends is among them.
 */
public enum Measure {
    REQUESTS(Type.COUNTER, "gatehouse_requests", "Exchanges that have ended.", "listener", "route", "code"),
    REQUEST_DURATION(
            Type.HISTOGRAM,
            "gatehouse_request_duration_seconds",
            "From the head of a request to the end of its answer.",
            "listener",
            "route"),
    REQUESTS_IN_FLIGHT(Type.GAUGE, "gatehouse_requests_in_flight", "Exchanges that have not ended.", "listener"),
    UPSTREAM_TRIES(Type.COUNTER, "gatehouse_upstream_tries", "Requests sent to endpoints, or begun to be.", "backend"),
    UPSTREAM_RETRIES(
            Type.COUNTER, "gatehouse_upstream_retries", "Those that were not the first of their exchange.", "backend"),
    UPSTREAM_FAILURES(
            Type.COUNTER,
            "gatehouse_upstream_failures",
            "Tries that brought no whole answer, by what went wrong.",
            "backend",
            "reason"),
    UPSTREAM_EJECTIONS(
            Type.COUNTER,
            "gatehouse_upstream_ejections",
            "Endpoints left out for a while because they failed.",
            "backend"),
    UPSTREAM_HEALTH_CHECKS(
            Type.COUNTER,
            "gatehouse_upstream_health_checks",
            "Health checks of endpoints, by what came of them.",
            "backend",
            "result"),
    UPSTREAM_ENDPOINTS_FAILING(
            Type.GAUGE, "gatehouse_upstream_endpoints_failing", "Endpoints that fail their health checks.", "backend"),
    CONNECTIONS(Type.COUNTER, "gatehouse_connections", "Connections of clients that were taken.", "listener"),
    CONNECTIONS_OPEN(Type.GAUGE, "gatehouse_connections_open", "Connections of clients.", "listener"),
    CONNECTIONS_REFUSED(
            Type.COUNTER,
            "gatehouse_connections_refused",
            "Connections of clients that were closed before anything was asked, by why.",
            "listener",
            "reason"),
    TLS_HANDSHAKE_FAILURES(
            Type.COUNTER,
            "gatehouse_tls_handshake_failures",
            "TLS handshakes that failed, by why.",
            "listener",
            "reason"),
    CONFIGURATION_GENERATION(
            Type.GAUGE, "gatehouse_configuration_generation", "Counts the configurations that were served, from 1."),
    CONFIGURATION_PROBLEMS(
            Type.GAUGE,
            "gatehouse_configuration_problems",
            "What is wrong in the configuration that is served.",
            "severity"),
    CONFIGURATION_CHANGES(
            Type.COUNTER, "gatehouse_configuration_changes", "Changes, by whether they are served.", "result"),
    ACCESS_LOG_DROPPED(
            Type.COUNTER, "gatehouse_access_log_dropped_lines", "Lines of the access log that were not written."),
    CERTIFICATE_EXPIRY(
            Type.GAUGE,
            "gatehouse_certificate_expiry_days",
            "Days until a certificate ends; below zero after that.",
            "secret");

    /** How it moves. */
    public enum Type {
        /** Only grows; systems that add {@code _total} to such a name do. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** How often a value was within each bound. */
        HISTOGRAM
    }

    /** For durations, in seconds. */
    static final List<Double> BOUNDS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);

    private final Type type;
    private final String text;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // a list that cannot change
    private final List<String> labels;

    Measure(Type type, String text, String help, String... labels) {
        this.type = type;
        this.text = text;
        this.help = help;
        this.labels = List.of(labels);
    }

    public Type type() {
        return type;
    }

    /** Its name, with the unit last where it has one. */
    public String text() {
        return text;
    }

    /** One sentence for an operator. */
    public String help() {
        return help;
    }

    /** The names of its labels. */
    public List<String> labels() {
        return labels;
    }

    /** The upper bounds of a histogram, in seconds and ascending; without infinity. Empty for all others. */
    public List<Double> bounds() {
        return type == Type.HISTOGRAM ? BOUNDS : List.of();
    }
}
