package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ReferenceGrant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** ReferenceGrants that were meant to permit something and do not, or permit nothing that there is (GEP-709). */
final class GrantChecks {
    private GrantChecks() {}

    /** One field of a grant beside what it would have to be. */
    private record Difference(FieldPath field, String found, String expected) {}

    static void run(Scene scene, Report report) {
        List<ReferenceGrant> grants = scene.resources().all(ReferenceGrant.class);
        Set<ReferenceGrant> used = new HashSet<>();
        for (Reference reference : scene.references()) {
            if (!reference.granted() || !reference.crosses()) {
                continue;
            }
            List<ReferenceGrant> permitting = grants.stream()
                    .filter(grant -> isThere(grant, reference)
                            && differences(grant, reference).isEmpty())
                    .toList();
            used.addAll(permitting);
            if (permitting.isEmpty()) {
                unpermitted(grants, reference, used, report);
            }
        }
        for (ReferenceGrant grant : grants) {
            if (!used.contains(grant)) {
                report.add(
                        "reference-grant-unused",
                        grant,
                        SPEC,
                        "permits no reference that there is",
                        new Change.Remove(grant.ref(), FieldPath.ROOT));
            }
        }
    }

    private static void unpermitted(
            List<ReferenceGrant> grants, Reference reference, Set<ReferenceGrant> used, Report report) {
        ObjectRef from = reference.from().ref();
        for (ReferenceGrant grant : grants) {
            List<Difference> differences = differences(grant, reference);
            if (isThere(grant, reference) && differences.size() == 1) {
                Difference difference = differences.get(0);
                report.add(
                        "reference-grant-near-miss",
                        grant,
                        difference.field(),
                        "found \"" + difference.found() + "\" (expected: \"" + difference.expected() + "\", for " + from
                                + " to refer to " + reference.to() + ")",
                        new Change.Put(grant.ref(), difference.field(), difference.expected()));
            } else if (differences.isEmpty() && grant.metadata().namespace().equals(from.namespace())) {
                report.add(
                        "reference-grant-wrong-side",
                        grant,
                        FieldPath.ROOT.field("metadata").field("namespace"),
                        "found " + from.namespace() + " (expected: "
                                + reference.to().namespace() + ", the namespace that " + from + " refers to)",
                        new Change.Remove(grant.ref(), FieldPath.ROOT),
                        new Change.Add(Manifest.referenceGrant(from, reference.to())));
            } else {
                continue;
            }
            used.add(grant);
            report.hide("reference-grant-missing", from, reference.field());
            return;
        }
    }

    private static boolean isThere(ReferenceGrant grant, Reference reference) {
        return grant.metadata().namespace().equals(reference.to().namespace());
    }

    /** What keeps the nearest pair of entries from permitting the reference; empty where one does. */
    private static List<Difference> differences(ReferenceGrant grant, Reference reference) {
        ObjectRef from = reference.from().ref();
        ObjectRef to = reference.to();
        List<Difference> least = null;
        for (int i = 0; i < grant.from().size(); i++) {
            for (int j = 0; j < grant.to().size(); j++) {
                List<Difference> found = new ArrayList<>();
                FieldPath left = SPEC.field("from").index(i);
                FieldPath right = SPEC.field("to").index(j);
                ReferenceGrant.From entry = grant.from().get(i);
                ReferenceGrant.To target = grant.to().get(j);
                compare(found, left.field("group"), entry.group(), from.group());
                compare(found, left.field("kind"), entry.kind(), from.kind());
                compare(found, left.field("namespace"), entry.namespace(), from.namespace());
                compare(found, right.field("group"), target.group(), to.group());
                compare(found, right.field("kind"), target.kind(), to.kind());
                if (target.name() != null) {
                    compare(found, right.field("name"), target.name(), to.name());
                }
                if (least == null || found.size() < least.size()) {
                    least = found;
                }
            }
        }
        return least == null ? List.of(new Difference(SPEC, "", ""), new Difference(SPEC, "", "")) : least;
    }

    private static void compare(List<Difference> found, FieldPath field, String is, String expected) {
        if (!Objects.equals(is, expected)) {
            found.add(new Difference(field, is, expected));
        }
    }
}
