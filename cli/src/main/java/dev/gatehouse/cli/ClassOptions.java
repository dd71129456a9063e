package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GatewayClass;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.IngressClass;
import dev.gatehouse.routing.resource.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose resources are served: the options that every command has. */
final class ClassOptions {
    @Option(
            names = "--class",
            paramLabel = "NAME",
            description = {
                "Serve only this GatewayClass or IngressClass.",
                "May be given several times. Default: every class that the manifests name, declared or not."
            })
    private List<String> classes = new ArrayList<>();

    @Option(
            names = "--controller-name",
            paramLabel = "NAME",
            description = {
                "Serve only classes that are declared with this controller, as in a cluster.",
                "That of Gatehouse is " + Controllers.GATEHOUSE + "."
            })
    private @Nullable String controllerName;

    Controllers controllers() {
        Controllers controllers = controllerName == null ? Controllers.all() : Controllers.named(controllerName);
        return classes.isEmpty() ? controllers : controllers.only(Set.copyOf(classes));
    }

    /** Which classes of these manifests are served and which are not, in a sentence for each. */
    List<String> describe(Resources resources) {
        Controllers controllers = controllers();
        SortedSet<String> served = new TreeSet<>();
        SortedSet<String> others = new TreeSet<>();
        for (Gateway gateway : resources.all(Gateway.class)) {
            String name = gateway.gatewayClassName();
            GatewayClass declared = resources.find(GatewayClass.class, "", name);
            boolean claimed = declared == null
                    ? controllers.claimsUndeclared(name)
                    : controllers.claims(name, declared.controllerName());
            (claimed ? served : others).add(name);
        }
        for (Ingress ingress : resources.all(Ingress.class)) {
            String name = className(ingress);
            if (name != null) {
                IngressClass declared = resources.find(IngressClass.class, "", name);
                boolean claimed = declared == null
                        ? controllers.claimsUndeclared(name)
                        : controllers.claims(name, declared.controller());
                (claimed ? served : others).add(name);
            }
        }
        List<String> sentences = new ArrayList<>();
        if (!served.isEmpty()) {
            sentences.add("Serving class " + String.join(", ", served)
                    + (controllers.every() && controllers.classes().isEmpty()
                            ? " (every class the manifests name; --class and --controller-name narrow this)"
                            : ""));
        }
        if (!others.isEmpty()) {
            sentences.add("Not serving class " + String.join(", ", others) + " (by --class or --controller-name)");
        }
        return sentences;
    }

    private static @Nullable String className(Ingress ingress) {
        String name = ingress.ingressClassName();
        return name != null ? name : ingress.metadata().annotations().get("kubernetes.io/ingress.class");
    }
}
