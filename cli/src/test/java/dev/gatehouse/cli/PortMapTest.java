package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortMapTest {
    private static final PortMap DEFAULT = new PortMap(Map.of());

    @ParameterizedTest
    @CsvSource({"1,8001", "80,8080", "443,8443", "1023,9023", "1024,1024", "8080,8080", "65535,65535"})
    void portsBelow1024MoveUp(int port, int socket) {
        assertEquals(socket, DEFAULT.socketPort(port));
    }

    @Test
    void whatIsGivenCounts() {
        assertEquals(9000, new PortMap(Map.of(80, 9000)).socketPort(80));
        assertEquals(8443, new PortMap(Map.of(80, 9000)).socketPort(443));
    }

    @Test
    void theSecondGatewayOfAPortGetsTheNextFreeOne() {
        List<Bind> binds = List.of(gateway("a", 80), gateway("b", 80), gateway("c", 80), gateway("d", 8080));
        assertEquals(
                Map.of(binds.get(0), 8080, binds.get(1), 8081, binds.get(2), 8083, binds.get(3), 8084),
                DEFAULT.assign(binds, Map.of(), port -> port != 8082));
    }

    @Test
    void afterTheLastPortTheSearchBeginsAgain() {
        List<Bind> binds = List.of(gateway("a", 65535), gateway("b", 65535));
        assertEquals(
                Map.of(binds.get(0), 65535, binds.get(1), 1024), DEFAULT.assign(binds, Map.of(), port -> port < 2000));
    }

    @Test
    void whatIsAssignedStaysWhereItIs() {
        Bind old = gateway("old", 80);
        Bind earlier = gateway("earlier", 80);
        assertEquals(
                Map.of(earlier, 8081, old, 8080),
                DEFAULT.assign(List.of(earlier, old), Map.of(old, 8080), port -> true));
    }

    @Test
    void anyFreePortMayBeAskedForManyTimes() {
        List<Bind> binds = new ArrayList<>(List.of(gateway("a", 80), gateway("b", 80)));
        assertEquals(
                Map.of(binds.get(0), 0, binds.get(1), 0),
                new PortMap(Map.of(80, 0)).assign(binds, Map.of(), port -> false));
    }

    private static Bind gateway(String name, int port) {
        return new Bind(new ObjectRef("gateway.networking.k8s.io", "Gateway", "default", name), port);
    }
}
