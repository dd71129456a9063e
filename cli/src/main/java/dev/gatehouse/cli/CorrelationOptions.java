package dev.gatehouse.cli;

import dev.gatehouse.routing.observe.Correlation;
import picocli.CommandLine.Option;

/** How a request is followed through several programs: options of {@code serve} and {@code explain}. */
final class CorrelationOptions {
    @Option(
            names = "--request-id",
            paramLabel = "WHAT",
            defaultValue = "pass",
            description = {
                "What becomes of X-Request-Id: pass (as it came), keep (a new one where",
                "there is none or an odd one) or replace (a new one always).",
                "Default: ${DEFAULT-VALUE}."
            })
    private Correlation.RequestId requestId = Correlation.RequestId.PASS;

    @Option(
            names = "--trace-context",
            paramLabel = "WHAT",
            defaultValue = "keep",
            description = {
                "What becomes of traceparent: keep (as it came, malformed ones go) or",
                "create (a new one where there is none or a malformed one).",
                "Default: ${DEFAULT-VALUE}."
            })
    private Correlation.Trace trace = Correlation.Trace.KEEP;

    Correlation correlation() {
        return new Correlation(requestId, trace);
    }
}
