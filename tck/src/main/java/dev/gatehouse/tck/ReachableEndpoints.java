package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.EndpointSlice.EndpointPort;
import dev.gatehouse.routing.resource.Endpoints;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.tck.echo.Echo;
import dev.gatehouse.tck.echo.Pod;
import dev.gatehouse.tck.echo.PodProtocol;
import dev.gatehouse.tck.echo.PodServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Puts the socket of a pod in place of each endpoint, in EndpointSlices and Endpoints. */
final class ReachableEndpoints {
    private final Echo echo;
    private final PodServers servers;

    ReachableEndpoints(Echo echo, PodServers servers) {
        this.echo = echo;
        this.servers = servers;
    }

    /** The resources, reachable. */
    Resources in(Resources resources) throws IOException {
        List<Resource> reachable = new ArrayList<>();
        for (Resource resource : resources.all()) {
            if (resource instanceof EndpointSlice slice) {
                reachable.addAll(slices(slice));
            } else if (resource instanceof Endpoints endpoints) {
                reachable.add(endpoints(endpoints));
            } else {
                reachable.add(resource);
            }
        }
        return Resources.EMPTY.with(reachable);
    }

    /** A slice for each address, for they have different ports. */
    private List<EndpointSlice> slices(EndpointSlice slice) throws IOException {
        if (slice.addressType().equals("FQDN") || slice.endpoints().isEmpty()) {
            return List.of(slice);
        }
        List<EndpointSlice> slices = new ArrayList<>();
        for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
            for (String address : endpoint.addresses()) {
                slices.add(new EndpointSlice(
                        named(slice.metadata(), slice.metadata().name() + "-" + slices.size()),
                        "IPv4",
                        List.of(new EndpointSlice.Endpoint(
                                List.of(PodServers.LOOPBACK),
                                endpoint.ready(),
                                endpoint.serving(),
                                endpoint.terminating())),
                        ports(slice.ports(), address)));
            }
        }
        return slices;
    }

    private Endpoints endpoints(Endpoints endpoints) throws IOException {
        List<String> loopback = List.of(PodServers.LOOPBACK);
        List<Endpoints.Subset> subsets = new ArrayList<>();
        for (Endpoints.Subset subset : endpoints.subsets()) {
            for (String address : subset.addresses()) {
                subsets.add(new Endpoints.Subset(loopback, List.of(), ports(subset.ports(), address)));
            }
            for (String address : subset.notReadyAddresses()) {
                subsets.add(new Endpoints.Subset(List.of(), loopback, ports(subset.ports(), address)));
            }
        }
        return new Endpoints(endpoints.metadata(), subsets);
    }

    private static Metadata named(Metadata metadata, String name) {
        return new Metadata(
                metadata.namespace(),
                name,
                metadata.generation(),
                metadata.creationTimestamp(),
                metadata.labels(),
                metadata.annotations(),
                metadata.source());
    }

    private List<EndpointPort> ports(List<EndpointPort> ports, String address) throws IOException {
        List<EndpointPort> reachable = new ArrayList<>();
        for (EndpointPort port : ports) {
            Integer number = port.port();
            int own = number == null ? 0 : number;
            Pod pod = echo.at(address);
            PodProtocol protocol = pod == null ? PodProtocol.HTTP : pod.protocol(own);
            boolean datagrams = port.protocol().equals("UDP");
            PodProtocol spoken =
                    !datagrams ? PodProtocol.TCP : protocol == PodProtocol.DNS ? protocol : PodProtocol.UDP;
            reachable.add(new EndpointPort(port.name(), servers.port(address, own, spoken), port.protocol()));
        }
        return reachable;
    }
}
