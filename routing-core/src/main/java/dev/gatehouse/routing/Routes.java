package dev.gatehouse.routing;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.OpenGateways;
import dev.gatehouse.routing.attach.StreamRule;
import dev.gatehouse.routing.match.Matcher;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.ConnectionPlanner;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.ManifestEndpoints;
import dev.gatehouse.routing.plan.Planner;
import dev.gatehouse.routing.request.BadRequest;
import dev.gatehouse.routing.request.Normalized;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Workload;
import dev.gatehouse.routing.status.AttachedRoutes;
import dev.gatehouse.routing.status.ChangedStatuses;
import dev.gatehouse.routing.status.FrontEnd;
import dev.gatehouse.routing.status.Statuses;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import dev.gatehouse.routing.table.RouteTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/** One state of what is served. Immutable; a request that began with it ends with it. */
public final class Routes {
    private final RouteCompiler compiler;
    private final long generation;
    private final Resources resources;
    private final Compiled compiled;
    private final Told told;

    /** Null until it is first needed. */
    private volatile @Nullable Attachment attachment;

    /** Null until it is first needed, and kept up by changes from then on. */
    private volatile @Nullable UsedBackends used;

    /** The same. */
    private volatile @Nullable AttachedRoutes attachedRoutes;

    Routes(RouteCompiler compiler, long generation, Resources resources, Compiled compiled, Told told) {
        this.compiler = compiler;
        this.generation = generation;
        this.resources = resources;
        this.compiled = compiled;
        this.told = told;
        this.used = told.used();
        this.attachedRoutes = told.routes();
        this.attachment = told.attachment();
    }

    /**
     * What requests need, in parts that a change takes over from the state before as they are.
     *
     * @param listeners their settings; their rules are those of the last time when everything was compiled
     * @param binds theirs, each once
     * @param referrers null until it is first needed
     */
    record Compiled(
            OpenGateways openGateways,
            List<AttachedListener> listeners,
            List<Bind> binds,
            RouteTable table,
            ManifestEndpoints endpoints,
            Planner planner,
            ConnectionPlanner connections,
            @Nullable Referrers referrers) {
        Compiled with(RouteTable changed) {
            return new Compiled(openGateways, listeners, binds, changed, endpoints, planner, connections, referrers);
        }

        Compiled with(Referrers changed) {
            return new Compiled(openGateways, listeners, binds, table, endpoints, planner, connections, changed);
        }

        Compiled with(OpenGateways changed) {
            return new Compiled(changed, listeners, binds, table, endpoints, planner, connections, referrers);
        }

        Compiled with(List<AttachedListener> changed, RouteTable table) {
            return new Compiled(
                    openGateways,
                    List.copyOf(changed),
                    binds(changed),
                    table,
                    endpoints,
                    planner,
                    connections,
                    referrers);
        }

        static List<Bind> binds(List<AttachedListener> listeners) {
            return listeners.stream().map(AttachedListener::bind).distinct().toList();
        }
    }

    Compiled compiled() {
        return compiled;
    }

    /** Counts the changes, from 1. */
    public long generation() {
        return generation;
    }

    /** What it was made from. */
    public Resources resources() {
        return resources;
    }

    /**
     * What the change that led here from the state before did to rules for requests: nothing, where it was of endpoints alone. Costs time in proportion to
     * those rules. Null where listeners, certificates or rules for connections may be others too: what is different then is told by the {@link #attachment}s
     * of both.
     */
    public @Nullable List<ListenerChange> changes() {
        List<RuleEdits> edits = told.edits();
        return edits == null ? null : RuleEdits.changes(edits, listeners());
    }

    /**
     * Which rule serves which listener. After {@link LiveRoutes#change} the first call computes it, in time in proportion to the
     * resources, unless nothing but endpoints and {@link Workload}s has changed since a state that was asked; what serves requests does not ask.
     */
    public Attachment attachment() {
        Attachment known = attachment;
        if (known == null) {
            known = compiler.attach(resources);
            attachment = known;
        }
        return known;
    }

    /** Everything that is wrong in the resources and between them; costs what {@link #attachment} costs. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(resources.problems());
        problems.addAll(attachment().problems());
        return problems;
    }

    /**
     * The Services' ports that rules in force send requests or connections to, copies and questions of external authorization included and
     * datagrams aside, each with the endpoints that are ready. Costs time in proportion to them; once, and after a change of the listeners that rules are on
     * again, what {@link #attachment} costs.
     */
    public Map<ServiceBackend, List<Endpoint>> upstreams() {
        Map<ServiceBackend, List<Endpoint>> upstreams = new LinkedHashMap<>();
        usedBackends().forEach(backend -> upstreams.put(backend, endpoints(backend)));
        return upstreams;
    }

    /**
     * Those of the {@link #upstreams} that may be otherwise than in another state, each with its endpoints now; one that no rule speaks to any more has none.
     * Costs time in proportion to what changed between both states, however often; where {@code before} is of other {@link LiveRoutes}, was not asked for its
     * upstreams, or {@link LiveRoutes#apply} lies between them, what {@link #upstreams} costs.
     */
    public Map<ServiceBackend, List<Endpoint>> upstreamsSince(Routes before) {
        UsedBackends now = usedBackends();
        UsedBackends then = before.usedBackends();
        Set<String> services = new LinkedHashSet<>();
        now.differences(then, services::add);
        compiled.endpoints().differences(before.compiled.endpoints(), services::add);
        Map<ServiceBackend, List<Endpoint>> changed = new LinkedHashMap<>();
        for (String service : services) {
            then.of(service).forEach(backend -> changed.put(backend, List.of()));
            now.of(service).forEach(backend -> changed.put(backend, endpoints(backend)));
        }
        return changed;
    }

    private UsedBackends usedBackends() {
        UsedBackends known = used;
        if (known == null) {
            known = UsedBackends.of(attachment()).with(List.of(), listeners());
            used = known;
        }
        return known;
    }

    /** Null where nobody has asked yet. */
    @Nullable
    Attachment knownAttachment() {
        return attachment;
    }

    /** The same. */
    @Nullable
    UsedBackends used() {
        return used;
    }

    /** The same. */
    @Nullable
    AttachedRoutes attachedRoutes() {
        return attachedRoutes;
    }

    /** The endpoints of a Service's port that are ready, as requests and connections find them. */
    public List<Endpoint> endpoints(ServiceBackend backend) {
        return compiled.planner().endpoints(backend);
    }

    /** The ports that an adapter must open, in the order of the resources. */
    public List<Bind> binds() {
        return compiled.binds();
    }

    /**
     * The listeners of all ports, with their settings. Their rules are those of the last time when everything was compiled:
     * {@link #attachment} tells all that are in force.
     */
    public List<AttachedListener> listeners() {
        return compiled.listeners();
    }

    /**
     * The {@link #listeners} of a port. All are for HTTP; or all are for HTTPS or TLS, and the server name tells which a connection belongs to; or there
     * is only one, for TCP or UDP.
     */
    public List<AttachedListener> listeners(Bind bind) {
        return compiled.listeners().stream()
                .filter(listener -> listener.bind().equals(bind))
                .toList();
    }

    /**
     * What becomes of a connection that was made to this port, or of a flow of datagrams: to be asked before anything but a ClientHello is
     * read of it. Never fails; costs time in proportion to the length of the server name.
     *
     * <p>The listener with the most specific host name that covers the server name decides; without a server name only one that has none can.
     * Of its TLSRoutes the most specific host name, of its TCPRoutes or UDPRoutes the oldest takes it.
     *
     * @param serverName of the ClientHello, as sent; null where there is none or where there is no TLS
     */
    public ConnectionDecision connect(Bind bind, @Nullable String serverName) {
        return connect(bind, serverName, null);
    }

    /** As {@link #connect}, with what it came by. For tools: costs time in proportion to the rule's backends. */
    public ConnectionTrace traceConnection(Bind bind, @Nullable String serverName) {
        Recorder recorder = new Recorder();
        ConnectionDecision decision = connect(bind, serverName, recorder);
        ListenerTable listener = recorder.listener;
        StreamRule rule = recorder.stream;
        return new ConnectionTrace(
                decision,
                listener,
                rule,
                listener == null || rule == null
                        ? List.of()
                        : compiled.connections().outcomes(listener.listener(), rule));
    }

    private ConnectionDecision connect(Bind bind, @Nullable String serverName, @Nullable Recorder recorder) {
        String name = serverName == null ? "" : Request.normalHost(serverName);
        ListenerTable table = compiled.table().connection(bind, name);
        if (table == null) {
            List<AttachedListener> listeners = listeners(bind);
            return !listeners.isEmpty() && listeners.get(0).protocol() == Protocol.HTTP
                    ? new ConnectionDecision.Serve(listeners.get(0))
                    : new ConnectionDecision.Refuse(null, "no listener has this server name");
        }
        AttachedListener listener = table.listener();
        if (recorder != null) {
            recorder.listener = table;
        }
        if (listener.protocol() == Protocol.HTTP || listener.protocol() == Protocol.HTTPS) {
            return new ConnectionDecision.Serve(listener);
        }
        StreamRule rule = table.streams().best(name);
        if (recorder != null) {
            recorder.stream = rule;
        }
        return rule == null
                ? new ConnectionDecision.Refuse(null, "no rule takes this connection")
                : compiled.connections().plan(listener, rule);
    }

    /**
     * What becomes of a request that arrived on this port. Never fails; costs time in proportion to the length of the request.
     *
     * <p>A request without one clear meaning gets 400. A host that no listener of the port serves gets 404. On a TLS connection whose
     * server name belongs to another listener of the Gateway it gets 421 (GEP-3567). Then the table decides.
     */
    public Decision decide(Bind bind, RequestHead head) {
        // Asked first: loading an event where nobody has started the recorder takes a tenth of a second, of the first
        // request.
        if (!FlightRecorder.isInitialized() || !DecisionEvent.isOn()) {
            return decision(bind, head, null);
        }
        DecisionEvent event = new DecisionEvent();
        event.begin();
        Decision decision = decision(bind, head, null);
        event.commit(bind, head, decision);
        return decision;
    }

    /**
     * As {@link #decide}, with what it came by: the decision is taken by the same code, which writes down what it meets. For tools: costs time in
     * proportion to the rule's backends beside that of the decision.
     */
    public DecisionTrace trace(Bind bind, RequestHead head) {
        Recorder recorder = new Recorder();
        Decision decision = decision(bind, head, recorder);
        ListenerTable listener = recorder.listener;
        Request asked = recorder.asked;
        RouteEntry taken = recorder.taken;
        return new DecisionTrace(
                decision,
                recorder.request,
                listener,
                asked,
                taken,
                listener == null || recorder.request == null || taken == null
                        ? List.of()
                        : compiled.planner().outcomes(listener.listener(), taken, recorder.request));
    }

    /** What a decision meets on its way. */
    private static final class Recorder {
        private @Nullable Request request;
        private @Nullable ListenerTable listener;
        private @Nullable Request asked;
        private @Nullable RouteEntry taken;
        private @Nullable StreamRule stream;
    }

    /** @param recorder null where nobody wants to know */
    private Decision decision(Bind bind, RequestHead head, @Nullable Recorder recorder) {
        Normalized normalized = Normalized.of(head);
        if (normalized instanceof BadRequest bad) {
            return new Decision.Respond(null, bad.status(), bad.reason(), true);
        }
        Request request = (Request) normalized;
        ListenerTable listener = compiled.table().listener(bind, request.host());
        if (recorder != null) {
            recorder.request = request;
            recorder.listener = listener;
        }
        if (listener == null) {
            return Planner.unmatched(request, "no listener serves this host");
        }
        if (misdirected(bind, listener, request)) {
            return new Decision.Respond(null, 421, "another listener serves this host", false);
        }
        Request asked = request;
        RouteEntry entry = Matcher.match(listener, request);
        if (request.method().equals("OPTIONS") && (entry == null || !Planner.answersPreflights(entry))) {
            Request announced = announced(request);
            RouteEntry other = announced == null ? null : Matcher.match(listener, announced);
            if (announced != null && other != null && Planner.answersPreflights(other)) {
                asked = announced;
                entry = other;
            }
        }
        if (recorder != null) {
            recorder.asked = asked;
            recorder.taken = entry;
        }
        return entry == null
                ? Planner.unmatched(request, "no rule takes this request")
                : compiled.planner().plan(listener.listener(), entry, request);
    }

    /** What a preflight of CORS asks for, whose rule answers it: one for {@code GET} does not take {@code OPTIONS}. Null where it is none. */
    private static @Nullable Request announced(Request request) {
        String method = request.header("access-control-request-method");
        return method == null || request.header("origin") == null ? null : request.withMethod(method);
    }

    /**
     * What to write back into the resources. Computed anew at each call, in time that grows with the resources; nothing is computed before.
     *
     * @param frontEnd what only the program around knows
     */
    public Statuses status(FrontEnd frontEnd) {
        return Statuses.of(resources, attachment(), frontEnd);
    }

    /**
     * What the change that led here from the state before may have changed of the {@link #status}: with the status that each object had it is the status
     * now. Null where that may be anything: after {@link LiveRoutes#apply}, and where what a Gateway or a ListenerSet tells routes, a class, or a
     * BackendTLSPolicy that concerns what changed may be another.
     *
     * <p>Costs time in proportion to what changed, to the Gateways and to the routes for connections; the first time, and after a change for which it is
     * null, what {@link #attachment} costs.
     *
     * @param frontEnd the same as before
     */
    public @Nullable ChangedStatuses changedStatus(FrontEnd frontEnd) {
        Touched touched = told.touched();
        if (touched == null) {
            return null;
        }
        AttachedRoutes known = attachedRoutes;
        if (known == null) {
            known = AttachedRoutes.of(attachment().parents().stream()
                    .filter(parent -> Touched.isForRequests(parent.route()))
                    .toList());
            attachedRoutes = known;
        }
        return touched.statuses(compiler, resources, known, frontEnd);
    }

    /** The table that decides. */
    public RouteTable table() {
        return compiled.table();
    }

    private boolean misdirected(Bind bind, ListenerTable listener, Request request) {
        return listener.listener().tls()
                && listener.listener().style() == Style.GATEWAY
                && compiled.table().connection(bind, request.serverName()) != listener;
    }
}
