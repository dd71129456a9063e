package dev.gatehouse.routing.resource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind that Gatehouse reads, with the versions that API servers serve today; all of them have one schema.
 *
 * @param group empty for core kinds
 * @param versions the one to write first
 * @param nameRule what {@code metadata.name} must be like
 * @param decoder reads everything but {@code metadata}
 */
record ResourceKind(String group, String name, Scope scope, List<String> versions, TextRule nameRule, Decoder decoder) {
    static final String GATEWAY_GROUP = "gateway.networking.k8s.io";

    /** The namespace of an object that names none. */
    static final String DEFAULT_NAMESPACE = "default";

    private static final String V1 = "v1";
    private static final String EXPERIMENTAL_GROUP = "gateway.networking.x-k8s.io";
    private static final String INGRESS_GROUP = "networking.k8s.io";
    private static final Map<String, ResourceKind> BY_NAME = new HashMap<>();

    static {
        add(INGRESS_GROUP, "Ingress", Scope.NAMESPACE, Names.SUBDOMAIN, IngressDecoder::decode, V1);
        add(INGRESS_GROUP, "IngressClass", Scope.CLUSTER, Names.SUBDOMAIN, IngressClassDecoder::decode, V1);
        addGateway("GatewayClass", Scope.CLUSTER, GatewayClassDecoder::decode, V1, "v1beta1");
        addGateway("Gateway", Scope.NAMESPACE, GatewayDecoder::decode, V1, "v1beta1");
        addGateway("ListenerSet", Scope.NAMESPACE, ListenerSetDecoder::decode, V1);
        addGateway("HTTPRoute", Scope.NAMESPACE, HttpRouteDecoder::decode, V1, "v1beta1");
        addGateway("GRPCRoute", Scope.NAMESPACE, GrpcRouteDecoder::decode, V1);
        addGateway("TLSRoute", Scope.NAMESPACE, StreamRouteDecoder::tls, V1, "v1alpha2", "v1alpha3");
        addGateway("TCPRoute", Scope.NAMESPACE, StreamRouteDecoder::tcp, V1, "v1alpha2");
        addGateway("UDPRoute", Scope.NAMESPACE, StreamRouteDecoder::udp, V1, "v1alpha2");
        addGateway("ReferenceGrant", Scope.NAMESPACE, ReferenceGrantDecoder::decode, V1, "v1beta1");
        addGateway("BackendTLSPolicy", Scope.NAMESPACE, BackendTlsPolicyDecoder::decode, V1, "v1alpha3");
        add("", "Service", Scope.NAMESPACE, Names.LABEL, ServiceDecoder::decode, V1);
        add("discovery.k8s.io", "EndpointSlice", Scope.NAMESPACE, Names.SUBDOMAIN, EndpointSliceDecoder::decode, V1);
        add("", "Endpoints", Scope.NAMESPACE, Names.SUBDOMAIN, EndpointsDecoder::decode, V1);
        add("", "Secret", Scope.NAMESPACE, Names.SUBDOMAIN, SecretDecoder::decode, V1);
        add("", "ConfigMap", Scope.NAMESPACE, Names.SUBDOMAIN, ConfigMapDecoder::decode, V1);
        add("", "Namespace", Scope.CLUSTER, Names.LABEL, NamespaceDecoder::decode, V1);
        add("", "Pod", Scope.NAMESPACE, Names.SUBDOMAIN, WorkloadDecoder::pod, V1);
        add("apps", "Deployment", Scope.NAMESPACE, Names.SUBDOMAIN, WorkloadDecoder::deployment, V1);
        add("apps", "StatefulSet", Scope.NAMESPACE, Names.SUBDOMAIN, WorkloadDecoder::statefulSet, V1);
        add("apps", "DaemonSet", Scope.NAMESPACE, Names.SUBDOMAIN, WorkloadDecoder::daemonSet, V1);
    }

    private static void addGateway(String name, Scope scope, Decoder decoder, String... versions) {
        add(GATEWAY_GROUP, name, scope, Names.SUBDOMAIN, decoder, versions);
    }

    private static void add(
            String group, String name, Scope scope, TextRule nameRule, Decoder decoder, String... versions) {
        BY_NAME.put(name, new ResourceKind(group, name, scope, List.of(versions), nameRule, decoder));
    }

    /** What an object's name is unique in. */
    enum Scope {
        CLUSTER,
        NAMESPACE
    }

    /** Reads everything of an object but its {@code metadata}. */
    interface Decoder {
        Resource decode(FieldReader object, Metadata metadata);
    }

    /** The kind of this name, of whichever group; null where no group that Gatehouse knows has one. */
    static @Nullable ResourceKind named(String name) {
        return BY_NAME.get(name);
    }

    /** The kind of this group whose name differs in letter case alone; null where there is none. */
    static @Nullable ResourceKind nearly(String group, String name) {
        for (ResourceKind known : BY_NAME.values()) {
            if (known.group.equals(group) && known.name.equalsIgnoreCase(name)) {
                return known;
            }
        }
        return null;
    }

    /** Whether the kind is or was of this group. */
    boolean belongsTo(String candidate) {
        return group.equals(candidate) || (isIngress() && candidate.equals("extensions"));
    }

    boolean serves(String candidateGroup, String version) {
        return group.equals(candidateGroup) && versions.contains(version);
    }

    /** Whether kinds of this group are meant for a gateway: that one is not read is no matter of course. */
    static boolean isOfGateways(String group) {
        return group.equals(GATEWAY_GROUP) || group.equals(EXPERIMENTAL_GROUP);
    }

    /** As {@code apiVersion} should spell it. */
    String apiVersion() {
        return group.isEmpty() ? versions.get(0) : group + "/" + versions.get(0);
    }

    boolean clusterScoped() {
        return scope == Scope.CLUSTER;
    }

    boolean isIngress() {
        return name.equals("Ingress");
    }

    /** Whether other controllers are wont to read annotations of this kind. */
    boolean controllersReadAnnotations() {
        return isIngress() || group.equals(GATEWAY_GROUP) || name.equals("Service");
    }

    Resource decode(FieldReader object, Metadata metadata) {
        return decoder.decode(object, metadata);
    }

    @Override
    public String toString() {
        return name;
    }
}
