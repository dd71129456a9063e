package dev.gatehouse.cli;

import dev.gatehouse.routing.observe.AccessLog;
import dev.gatehouse.routing.observe.AccessLogFormat;
import dev.gatehouse.routing.observe.Correlation;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who is told what is served: options of {@code gatehouse serve}. */
final class ObservingOptions {
    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--access-log",
            paramLabel = "FILE",
            description = {
                "Write a line for each exchange to the end of this file; - is standard output.",
                "A file that was moved away is made anew."
            })
    private @Nullable String accessLog;

    @Option(
            names = "--access-log-format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            description = {
                "common, combined, json, or one of your own, such as '{client} {target} {status}'.",
                "Default: combined. docs/operations.md names the fields."
            })
    private @Nullable AccessLogFormat accessLogFormat;

    @Option(
            names = "--metrics",
            paramLabel = "PORT",
            description = {
                "A port for /metrics (Prometheus), /healthz and /readyz. Default: none.",
                "0 takes any that is free."
            })
    private @Nullable Integer metricsPort;

    @Option(
            names = "--metrics-address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where that port is. Default: ${DEFAULT-VALUE}. 0.0.0.0 lets other machines in.")
    private InetAddress metricsAddress = InetAddress.getLoopbackAddress();

    @Mixin
    private CorrelationOptions correlation = new CorrelationOptions();

    Correlation correlation() {
        return correlation.correlation();
    }

    /**
     * Opens what was asked for.
     *
     * @throws IOException where that cannot be
     */
    Observers open(PrintStream out) throws IOException {
        AccessLog log = accessLog == null ? null : accessLog(accessLog, out);
        try {
            return Observers.open(log, metricsPort == null ? null : new InetSocketAddress(metricsAddress, metricsPort));
        } catch (IOException | IllegalArgumentException e) {
            if (log != null) {
                log.close();
            }
            throw new IOException("--metrics: port " + metricsPort + " cannot be opened: " + e.getMessage(), e);
        }
    }

    String metricsHost() {
        String host = metricsAddress.getHostAddress();
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    private AccessLog accessLog(String place, PrintStream out) throws IOException {
        // No sooner: what a format is made of takes a while to load, and most starts need none.
        AccessLogFormat format = accessLogFormat == null ? AccessLogFormat.COMBINED : accessLogFormat;
        if (place.equals(STANDARD_OUTPUT)) {
            return AccessLog.to(out, format);
        }
        try {
            return AccessLog.to(Path.of(place), format);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("--access-log: " + place + " cannot be written: " + e, e);
        }
    }

    /** Made by picocli. */
    static final class FormatConverter implements ITypeConverter<AccessLogFormat> {
        @Override
        public AccessLogFormat convert(String value) {
            try {
                return AccessLogFormat.of(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
