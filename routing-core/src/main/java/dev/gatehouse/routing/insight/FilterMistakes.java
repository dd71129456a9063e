package dev.gatehouse.routing.insight;

import java.util.List;

/** What is done to a request on the way. */
final class FilterMistakes {
    static final List<Mistake> ALL = List.of(
            Mistake.error(
                    "redirect-loop",
                    "The redirect leads back to itself",
                    "Browsers say \"too many redirects\".",
                    "Attach the redirect to the HTTP listener alone (sectionName), and the backends to the HTTPS one."),
            Mistake.hint(
                    "http-without-https-redirect",
                    "The host is served on plain HTTP as well as on HTTPS",
                    "Whoever types the bare name stays on plain HTTP.",
                    "Put a redirect on the HTTP listener."),
            Mistake.error(
                    "redirect-with-backend",
                    "A redirect beside backends",
                    "The API server refuses the object.",
                    "Split the rule."),
            Mistake.error(
                    "redirect-with-rewrite",
                    "A redirect beside a rewrite",
                    "The API server refuses the object.",
                    "Keep one of them."),
            Mistake.warning(
                    "redirect-keeps-listener-port",
                    "The redirect names the port of the listener",
                    "Location has that port, which clients behind a load balancer or a mapped port cannot reach.",
                    "Set scheme or port."),
            Mistake.hint(
                    "redirect-permanent-method",
                    "A redirect by 301 or 302 of requests with a body",
                    "Clients send GET to the new place, and the body is lost.",
                    "Use 308 or 307."),
            Mistake.error(
                    "replace-prefix-needs-prefix",
                    "ReplacePrefixMatch without a prefix",
                    "The API server refuses the object.",
                    "Give the rule exactly one match, of type PathPrefix."),
            Mistake.warning(
                    "rewrite-missing-slash",
                    "The new path has no leading slash",
                    "Some front ends send odd paths such as apifoo; Gatehouse adds the slash.",
                    "Write it with a leading slash."),
            Mistake.error(
                    "header-action-conflict",
                    "Two actions for one header",
                    "The API server or the front end refuses the rule.",
                    "Keep one action for each name, ignoring case."),
            Mistake.warning(
                    "header-hop-by-hop",
                    "A filter names a header of the connection",
                    "It has no effect, or breaks the framing of messages.",
                    "Remove it: such headers are the front end's own."),
            Mistake.error(
                    "header-not-editable",
                    "A filter edits a header that is the front end's own",
                    "The rule, or the backend with the filter, answers 500.",
                    "Remove it; where Host is meant, use a URLRewrite with a hostname."),
            Mistake.error(
                    "external-auth-on-backend",
                    "ExternalAuth on a backendRef",
                    "The share of that backend answers 500: it is never served without one of its filters.",
                    "Move the filter to the rule."),
            Mistake.warning(
                    "cors-wildcard-credentials",
                    "Any origin, with credentials",
                    "Every web site may act as a user who is logged in.",
                    "List the origins, or drop allowCredentials."),
            Mistake.warning(
                    "cors-preflight-unmatched",
                    "The CORS rule does not take preflights",
                    "Browsers block the call: an OPTIONS request without the method or header goes elsewhere.",
                    "Put the CORS filter on a rule without method and header conditions."),
            Mistake.error(
                    "cors-origin-format",
                    "An origin that is none",
                    "It matches no browser.",
                    "Write scheme://host, and :port where it is not the usual one; no path, no trailing slash."),
            Mistake.warning(
                    "experimental-field",
                    "A field of the experimental channel",
                    "An API server of the standard channel drops it without a word.",
                    "Install the experimental channel, or remove the field."),
            Mistake.error(
                    "timeout-order",
                    "backendRequest is longer than request",
                    "The API server refuses the object.",
                    "Swap them."),
            Mistake.warning(
                    "retry-exceeds-timeout",
                    "The retries do not fit into the timeout",
                    "Retries are cut off, and clients see 504.",
                    "Lengthen request, or lower attempts or backendRequest."),
            Mistake.warning(
                    "retry-non-idempotent",
                    "Writes are retried",
                    "A POST or PATCH may be done twice.",
                    "Restrict the rule to methods that may be repeated."),
            Mistake.hint(
                    "timeout-disabled",
                    "A timeout of 0s",
                    "There is no limit: a silent backend holds the client for ever.",
                    "Set a finite value."),
            Mistake.error(
                    "mirror-percent-and-fraction",
                    "percent beside fraction",
                    "The API server refuses the object.",
                    "Keep one of them."),
            Mistake.warning(
                    "unsupported-filter",
                    "A filter that is not served here",
                    "The rule answers 500: it is never served without one of its filters.",
                    "Remove it, or use another filter."),
            Mistake.warning(
                    "unsupported-field",
                    "A field that is not acted on here",
                    "What it asks for does not happen.",
                    "Remove it, if nobody else reads it."));

    private FilterMistakes() {}
}
