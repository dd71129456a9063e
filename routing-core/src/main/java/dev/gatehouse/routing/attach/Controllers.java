package dev.gatehouse.routing.attach;

import java.util.Set;

/**
 * Which classes this program serves ({@code GatewayClass.spec.controllerName}, {@code IngressClass.spec.controller}).
 *
 * @param names controllers whose classes are ours
 * @param every whether every class is ours, declared or not
 * @param classes where not empty: only classes of these names
 */
public record Controllers(Set<String> names, boolean every, Set<String> classes) {
    /** The controller name of this library. */
    public static final String GATEHOUSE = "gatehouse.dev/gateway-controller";

    public Controllers {
        names = Set.copyOf(names);
        classes = Set.copyOf(classes);
    }

    /** The classes of this controller, as in a cluster. */
    public static Controllers named(String controllerName) {
        return new Controllers(Set.of(controllerName), false, Set.of());
    }

    /** Every class that a resource names: for a program that is handed the files it shall serve. */
    public static Controllers all() {
        return new Controllers(Set.of(), true, Set.of());
    }

    /** Of these only the classes of these names. */
    public Controllers only(Set<String> classes) {
        return new Controllers(names, every, classes);
    }

    /** Whether a class that is declared with this controller is ours. */
    public boolean claims(String className, String controllerName) {
        return (every || names.contains(controllerName)) && (classes.isEmpty() || classes.contains(className));
    }

    /** Whether a class that nothing declares is ours. */
    public boolean claimsUndeclared(String className) {
        return every && (classes.isEmpty() || classes.contains(className));
    }
}
