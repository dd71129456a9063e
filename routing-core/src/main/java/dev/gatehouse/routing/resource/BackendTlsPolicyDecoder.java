package dev.gatehouse.routing.resource;

import dev.gatehouse.routing.resource.BackendTlsPolicy.SubjectAltName;
import dev.gatehouse.routing.resource.BackendTlsPolicy.TargetRef;
import dev.gatehouse.routing.resource.BackendTlsPolicy.Validation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code BackendTLSPolicy}. */
final class BackendTlsPolicyDecoder {
    /** Stands in for what is missing or refused; the policy is refused with it. */
    private static final Hostname NO_HOSTNAME = new Hostname("invalid");

    private static final Validation NOTHING = new Validation(NO_HOSTNAME, List.of(), List.of(), null);
    private static final Choice<String> NAME_TYPES = Choice.of("Hostname", "URI");
    private static final TextRule OPTION_VALUE = TextRule.length(0, 4096);
    private static final TextRule URI =
            new TextRule("an absolute URI such as spiffe://cluster.local/ns/shop", BackendTlsPolicyDecoder::isUri);
    private static final TextRule WELL_KNOWN = new TextRule(
            "System, or a domain, '/' and a name",
            text -> text.equals("System")
                    || (text.indexOf('/') >= 0 && text.length() <= 253 && Names.isQualifiedName(text)));

    private final Map<TargetRef, Set<String>> sections = new HashMap<>();

    private BackendTlsPolicyDecoder() {}

    static BackendTlsPolicy decode(FieldReader object, Metadata metadata) {
        FieldReader spec = object.requiredObject("spec");
        if (spec == null) {
            return new BackendTlsPolicy(metadata, List.of(), NOTHING, Map.of());
        }
        List<TargetRef> targets =
                spec.requiredObjects("targetRefs", ApiLimits.TARGET_REFS, new BackendTlsPolicyDecoder()::target);
        FieldReader validation = spec.requiredObject("validation");
        spec.unsupported("options", "no option is known");
        Map<String, String> options = spec.textMap("options", Names.QUALIFIED_NAME, OPTION_VALUE);
        spec.checkCount("too-many", "options", options.size(), ApiLimits.TLS_OPTIONS);
        return new BackendTlsPolicy(
                metadata,
                targets,
                validation == null ? NOTHING : validation(validation, metadata.namespace()),
                options);
    }

    /** Of two references to one target both must name a section, and not the same. */
    private TargetRef target(FieldReader target) {
        TargetRef reference = new TargetRef(
                References.requiredGroup(target),
                target.requiredText("kind", Names.KIND),
                target.requiredText("name", Names.OBJECT_NAME),
                target.text("sectionName", Names.SECTION_NAME));
        String section = reference.sectionName() == null ? "" : reference.sectionName();
        Set<String> others = sections.computeIfAbsent(
                new TargetRef(reference.group(), reference.kind(), reference.name(), null), key -> new HashSet<>());
        boolean clash = others.contains(section) || others.contains("") || (section.isEmpty() && !others.isEmpty());
        others.add(section);
        if (clash && !reference.name().isEmpty()) {
            target.problems()
                    .error(
                            "duplicate-value",
                            target.path(),
                            "found " + Found.quoted(reference.name())
                                    + " as a target once more (expected: in each a sectionName, and another one)");
        }
        return reference;
    }

    private static Validation validation(FieldReader validation, String namespace) {
        Hostname hostname = Hostnames.readPrecise(validation, "hostname");
        if (!validation.has("hostname")) {
            validation.missing("hostname", "expected: the host name that backends are asked for");
        }
        List<ObjectRef> authorities = validation.objects(
                "caCertificateRefs",
                ApiLimits.BACKEND_CA_CERTIFICATE_REFS,
                reference -> References.local(reference, namespace));
        String wellKnown = validation.text("wellKnownCACertificates", WELL_KNOWN);
        boolean named = validation.sizeOf("caCertificateRefs") > 0;
        if (named == validation.has("wellKnownCACertificates")) {
            validation
                    .problems()
                    .error(
                            named ? "field-not-allowed" : "required-field",
                            validation.path(),
                            "found " + (named ? "both" : "neither")
                                    + " (expected: either caCertificateRefs or wellKnownCACertificates)");
        }
        return new Validation(
                hostname == null ? NO_HOSTNAME : hostname,
                validation.objects(
                        "subjectAltNames", ApiLimits.SUBJECT_ALT_NAMES, BackendTlsPolicyDecoder::subjectAltName),
                authorities,
                wellKnown);
    }

    private static @Nullable SubjectAltName subjectAltName(FieldReader name) {
        String type = name.requiredChoice("type", NAME_TYPES);
        Hostname hostname = Hostnames.read(name, "hostname");
        String uri = name.text("uri", URI);
        if (type != null) {
            String needed = type.equals("URI") ? "uri" : "hostname";
            String other = type.equals("URI") ? "hostname" : "uri";
            if (!name.has(needed)) {
                name.missing(needed, "expected: a value, as the type is " + type);
            }
            if (name.has(other)) {
                name.notAllowed(other, "the type is " + type);
            }
        }
        if (hostname != null) {
            return new SubjectAltName.DnsName(hostname);
        }
        return uri == null ? null : new SubjectAltName.Uri(uri);
    }

    /** As the published pattern has it: a scheme, {@code ://}, and whatever follows. */
    private static boolean isUri(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || !text.startsWith("//", colon + 1) || !TextRule.hasLength(text, 1, 253)) {
            return false;
        }
        for (int i = 0; i < colon; i++) {
            char c = text.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                return false;
            }
        }
        return true;
    }
}
