package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoEndpointsTest {
    private static final Resources MANY = Yaml.resources("""
            apiVersion: v1
            kind: Service
            metadata: {name: bare}
            spec:
              ports:
                - {name: http, port: 80, targetPort: 8080}
                - {name: admin, port: 81}
                - {name: dns, port: 53, protocol: UDP}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: sliced}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: sliced-1, labels: {kubernetes.io/service-name: sliced}}
            addressType: IPv4
            endpoints: []
            ports: [{port: 8080}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: old}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Endpoints
            metadata: {name: old}
            subsets: []
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: sliced, namespace: other}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: elsewhere}
            spec: {type: ExternalName, externalName: example.org, ports: [{port: 80}]}
            """);

    @Test
    void tcpPortsOfServicesWithoutEndpointsAreMissing() {
        assertEquals(
                List.of("default/bare:80", "default/bare:81", "other/sliced:80"),
                DemoEndpoints.missing(MANY).stream().map(Object::toString).toList());
    }

    @Test
    void theSlicesNameThePortsAsTheServiceDoes() {
        Resources filled = MANY.with(DemoEndpoints.slices(DemoEndpoints.missing(MANY), port -> 40000 + port.port()));
        EndpointSlice slice = filled.find(EndpointSlice.class, "default", "bare-gatehouse-demo-80");
        assertEquals("bare", slice.serviceName());
        assertEquals(List.of(new EndpointSlice.EndpointPort("http", 40080, "TCP")), slice.ports());
        assertEquals(List.of(), DemoEndpoints.missing(filled));
    }
}
