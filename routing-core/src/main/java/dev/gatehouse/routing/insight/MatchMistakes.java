package dev.gatehouse.routing.insight;

import java.util.List;

/** What takes which request. */
final class MatchMistakes {
    static final List<Mistake> ALL = List.of(
            Mistake.warning(
                    "exact-instead-of-prefix",
                    "Exact where Prefix may be meant",
                    "Paths below it, and the same path with a slash, give 404.",
                    "Use Prefix (Ingress) or PathPrefix (HTTPRoute) if they are meant too."),
            Mistake.hint(
                    "prefix-without-root",
                    "Nothing takes / on this host",
                    "/ and every path beside the prefixes give 404.",
                    "Add a rule for / or a default backend, if wanted."),
            Mistake.error(
                    "path-glob",
                    "A star in a path is a star",
                    "It never matches: Exact and Prefix know no wildcards.",
                    "Use a prefix without the star."),
            Mistake.error(
                    "path-regex-in-wrong-type",
                    "A pattern in a path that is not one",
                    "It never matches: Exact and Prefix take the characters as they are.",
                    "Use RegularExpression (HTTPRoute), or a plain prefix."),
            Mistake.warning(
                    "ingress-regex-path",
                    "The path of an Ingress is a regular expression",
                    "Some controllers match it so, others take the characters as they are, and Gatehouse does the latter.",
                    "Use a HTTPRoute with a path of type RegularExpression."),
            Mistake.error(
                    "regex-invalid",
                    "A regular expression that cannot be read",
                    "The match takes no request.",
                    "Correct it."),
            Mistake.warning(
                    "regex-unanchored",
                    "A regular expression that counts on a partial match",
                    "It takes less than thought: it must fit the whole path.",
                    "Write it for the whole path, from the leading / on."),
            Mistake.warning(
                    "regex-catastrophic",
                    "Repetition within repetition",
                    "A front end whose engine backtracks burns its CPU on a hostile path; Gatehouse runs in linear time.",
                    "Rewrite it so that each character can be taken in one way only."),
            Mistake.hint(
                    "header-value-comma-regex",
                    "A pattern for one value of a header that holds lists",
                    "A request that sends several values, on one line or many, does not match.",
                    "Allow for a list."),
            Mistake.warning(
                    "duplicate-match", "Two rules for the same requests", "The second is never used.", "Remove one."),
            Mistake.warning(
                    "route-hijack",
                    "A route of another namespace takes these requests",
                    "The rule is never used: the older route wins.",
                    "Narrow the namespaces or hosts that the listener allows."),
            Mistake.warning(
                    "unreachable-match",
                    "Another rule always takes these requests",
                    "The rule is never used.",
                    "Change its conditions; its position does not matter."),
            Mistake.warning(
                    "header-duplicate-ignored",
                    "One header twice in one match",
                    "The second condition is ignored: names are equal ignoring case.",
                    "Merge them."),
            Mistake.hint(
                    "method-head-missing",
                    "GET is matched and HEAD is not",
                    "HEAD gives 404.",
                    "Add a match for HEAD."),
            Mistake.hint(
                    "prefix-slash-illusion",
                    "A prefix that ends in a slash",
                    "It takes the path without the slash too.",
                    "Nothing, if that is known; or write it without."),
            Mistake.warning(
                    "path-encoded",
                    "An escape in a path",
                    "Front ends differ in whether they decode before they compare.",
                    "Write the decoded form."),
            Mistake.error(
                    "host-has-port-or-case",
                    "A host with a port or in upper case",
                    "The API server refuses the object.",
                    "Write the name alone, in lower case."),
            Mistake.error(
                    "host-is-ip",
                    "An IP address for a host",
                    "The API server refuses the object.",
                    "Write a name, or no host at all."),
            Mistake.error(
                    "matches-over-limit",
                    "Too many matches",
                    "The API server refuses the object: 64 for a rule, 128 for a route.",
                    "Split the rule or the route."));

    private MatchMistakes() {}
}
