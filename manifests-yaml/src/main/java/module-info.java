/**
 * Kubernetes manifests in YAML and JSON, read into documents as {@code kubectl} reads them, from files, folders and streams.
 */
module dev.gatehouse.yaml {
    requires transitive dev.gatehouse.routing;
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    exports dev.gatehouse.yaml;
}
