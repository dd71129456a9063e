package dev.gatehouse.routing.resource;

import java.util.Map;
import java.util.Set;

/** What makes pods, or is one. Serves nothing by itself: it tells whether a {@link Service} selects anybody. */
public sealed interface Workload extends Resource {
    /** What is known of each of its pods. */
    PodTemplate pods();

    /**
     * {@code spec.template} of a workload; of a Pod what stands there itself.
     *
     * @param labels empty where absent
     * @param portNames {@code spec.containers[].ports[].name}, of containers that start before the others too
     */
    record PodTemplate(Map<String, String> labels, Set<String> portNames) {
        public PodTemplate {
            labels = Map.copyOf(labels);
            portNames = Set.copyOf(portNames);
        }
    }

    /** {@code Pod}. */
    record Pod(Metadata metadata, PodTemplate pods) implements Workload {
        @Override
        public ObjectRef ref() {
            return new ObjectRef("", "Pod", metadata.namespace(), metadata.name());
        }
    }

    /** {@code Deployment} of {@code apps/v1}. */
    record Deployment(Metadata metadata, PodTemplate pods) implements Workload {
        @Override
        public ObjectRef ref() {
            return new ObjectRef("apps", "Deployment", metadata.namespace(), metadata.name());
        }
    }

    /** {@code StatefulSet} of {@code apps/v1}. */
    record StatefulSet(Metadata metadata, PodTemplate pods) implements Workload {
        @Override
        public ObjectRef ref() {
            return new ObjectRef("apps", "StatefulSet", metadata.namespace(), metadata.name());
        }
    }

    /** {@code DaemonSet} of {@code apps/v1}. */
    record DaemonSet(Metadata metadata, PodTemplate pods) implements Workload {
        @Override
        public ObjectRef ref() {
            return new ObjectRef("apps", "DaemonSet", metadata.namespace(), metadata.name());
        }
    }
}
