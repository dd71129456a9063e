package dev.gatehouse.routing.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.resource.BackendTlsPolicy.SubjectAltName;
import dev.gatehouse.routing.resource.BackendTlsPolicy.TargetRef;
import dev.gatehouse.routing.resource.BackendTlsPolicy.Validation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BackendTlsPolicyDecoderTest {
    private static final String POLICY =
            "{apiVersion: gateway.networking.k8s.io/v1, kind: BackendTLSPolicy, metadata: {name: p, namespace: web}, spec: @@}";
    private static final String TARGET = "{group: \"\", kind: Service, name: a}";
    private static final String SYSTEM = "hostname: a.com, wellKnownCACertificates: System";

    @Test
    void everyFieldIsRead() {
        BackendTlsPolicy policy = Decoding.clean(BackendTlsPolicy.class, POLICY.replace("@@", """
                {targetRefs: [{group: "", kind: Service, name: a, sectionName: https}],
                 validation: {hostname: a.com, caCertificateRefs: [{group: "", kind: ConfigMap, name: ca}],
                   subjectAltNames: [{type: Hostname, hostname: "*.a.com"}, {type: URI, uri: "spiffe://a/b"}]}}"""));
        assertEquals("BackendTLSPolicy web/p", policy.ref().toString());
        assertEquals(List.of(new TargetRef("", "Service", "a", "https")), policy.targetRefs());
        assertEquals(
                new Validation(
                        new Hostname("a.com"),
                        List.of(
                                new SubjectAltName.DnsName(new Hostname("*.a.com")),
                                new SubjectAltName.Uri("spiffe://a/b")),
                        List.of(new ObjectRef("", "ConfigMap", "web", "ca")),
                        null),
                policy.validation());
        BackendTlsPolicy system = Decoding.clean(
                BackendTlsPolicy.class,
                POLICY.replace("@@", "{targetRefs: [" + TARGET + "], validation: {" + SYSTEM + "}}"));
        assertEquals(new Validation(new Hostname("a.com"), List.of(), List.of(), "System"), system.validation());
        assertEquals(Map.of(), system.options());
    }

    static Stream<Arguments> targets() {
        return Decoding.rows("""
                []                                              => E too-few targetRefs
                [{}]                                            => E required-field targetRefs[0].group; E required-field targetRefs[0].kind; E required-field targetRefs[0].name
                [{group: "", kind: Service, name: ""}]          => E invalid-value targetRefs[0].name
                [{group: "", kind: Service, name: a, namespace: b}] => W unknown-field targetRefs[0].namespace
                [@A}, @A}]                                      => E duplicate-value targetRefs[1]
                [@A}, @A, sectionName: s}]                      => E duplicate-value targetRefs[1]
                [@A, sectionName: s}, @A}]                      => E duplicate-value targetRefs[1]
                [@A, sectionName: s}, @A, sectionName: s}]      => E duplicate-value targetRefs[1]
                [@A, sectionName: s}, @A, sectionName: t}]      =>
                [@A, sectionName: A}]                           => E invalid-value targetRefs[0].sectionName
                [@A}, {group: "", kind: Service, name: b}]      =>
                [@A}, {group: a.com, kind: Service, name: a}]   =>
                """.replace("@A", "{group: \"\", kind: Service, name: a"));
    }

    @ParameterizedTest
    @MethodSource
    void targets(String targets, List<String> problems) {
        Decoding.check(
                POLICY.replace("@@", "{targetRefs: @@, validation: {" + SYSTEM + "}}"), "spec", targets, problems);
    }

    static Stream<Arguments> validation() {
        return Decoding.rows(
                """
                                                                        => E required-field hostname; E required-field
                hostname: a.com                                         => E required-field
                hostname: a.com, caCertificateRefs: []                  => E required-field
                wellKnownCACertificates: System                         => E required-field hostname
                hostname: "*.a.com", wellKnownCACertificates: System    => E invalid-value hostname
                hostname: 10.0.0.1, wellKnownCACertificates: System     => E host-is-ip hostname
                hostname: a.com, wellKnownCACertificates: ""            => E invalid-value wellKnownCACertificates
                hostname: a.com, wellKnownCACertificates: system        => E invalid-value wellKnownCACertificates
                hostname: a.com, wellKnownCACertificates: a.com/set     =>
                hostname: a.com, wellKnownCACertificates: set           => E invalid-value wellKnownCACertificates
                hostname: a.com, wellKnownCACertificates: System, caCertificateRefs: [@C] => E field-not-allowed
                hostname: a.com, wellKnownCACertificates: System, caCertificateRefs: [] =>
                hostname: a.com, caCertificateRefs: [@C]                =>
                hostname: a.com, caCertificateRefs: [{name: c}]         => E required-field caCertificateRefs[0].group; E required-field caCertificateRefs[0].kind
                hostname: a.com, caCertificateRefs: [{group: "", kind: ConfigMap, name: c, namespace: d}] => W unknown-field caCertificateRefs[0].namespace
                @S, subjectAltNames: [{}]                               => E required-field subjectAltNames[0].type
                @S, subjectAltNames: [{type: DNS}]                      => E invalid-value subjectAltNames[0].type
                @S, subjectAltNames: [{type: Hostname}]                 => E required-field subjectAltNames[0].hostname
                @S, subjectAltNames: [{type: URI}]                      => E required-field subjectAltNames[0].uri
                @S, subjectAltNames: [{type: Hostname, uri: "a://b"}]   => E required-field subjectAltNames[0].hostname; E field-not-allowed subjectAltNames[0].uri
                @S, subjectAltNames: [{type: URI, hostname: a.com, uri: "a://b"}] => E field-not-allowed subjectAltNames[0].hostname
                @S, subjectAltNames: [{type: Hostname, hostname: A.com}] => E host-has-port-or-case subjectAltNames[0].hostname
                @S, subjectAltNames: [{type: URI, uri: "spiffe://a/b?c#d"}] =>
                @S, subjectAltNames: [{type: URI, uri: "spiffe:a"}]     => E invalid-value subjectAltNames[0].uri
                @S, subjectAltNames: [{type: URI, uri: "/a:/b"}]        => E invalid-value subjectAltNames[0].uri
                @S, subjectAltNames: [{type: URI, uri: "://a"}]         => E invalid-value subjectAltNames[0].uri
                """.replace("@C", "{group: \"\", kind: ConfigMap, name: c}").replace("@S", SYSTEM));
    }

    @ParameterizedTest
    @MethodSource
    void validation(String validation, List<String> problems) {
        Decoding.check(
                POLICY.replace("@@", "{targetRefs: [" + TARGET + "], validation: {@@}}"),
                "spec.validation",
                validation,
                problems.stream()
                        .map(problem -> problem.matches("E \\S+") ? problem + " spec.validation" : problem)
                        .toList());
    }

    @Test
    void theRestOfTheSpec() {
        Decoding.check(POLICY, "spec", "{}", List.of("E required-field targetRefs", "E required-field validation"));
        String options = "{targetRefs: [" + TARGET + "], validation: {" + SYSTEM + "}, options: {%}}";
        Decoding.check(POLICY, "spec", options.replace("%", "a.b/c: d"), List.of("W unsupported-field options"));
        Decoding.check(
                POLICY,
                "spec",
                options.replace("%", "\"a b\": c"),
                List.of("W unsupported-field options", "E invalid-value options.a b"));
    }

    @Test
    void listsAreBounded() {
        String spec = "{targetRefs: [%], validation: {" + SYSTEM + "}}";
        Decoding.assertLimit(
                16, i -> TARGET.replace("name: a", "name: a" + i), POLICY, spec, "too-many spec.targetRefs");
        String validation = "{targetRefs: [" + TARGET + "], validation: {hostname: a.com, %}}";
        Decoding.assertLimit(
                8,
                i -> "{group: \"\", kind: ConfigMap, name: c}",
                POLICY,
                validation.replace("%", "caCertificateRefs: [%]"),
                "too-many spec.validation.caCertificateRefs");
        Decoding.assertLimit(
                5,
                i -> "{type: URI, uri: \"a://b\"}",
                POLICY,
                validation.replace("%", "wellKnownCACertificates: System, subjectAltNames: [%]"),
                "too-many spec.validation.subjectAltNames");
        Decoding.assertLimit(
                16,
                i -> "o" + i + ": v",
                POLICY,
                "{targetRefs: [" + TARGET + "], validation: {" + SYSTEM + "}, options: {%}}",
                "too-many spec.options");
    }
}
