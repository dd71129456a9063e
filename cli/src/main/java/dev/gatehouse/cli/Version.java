package dev.gatehouse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version of the program, as its jar tells it. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        String version = version();
        return new String[] {
            "gatehouse " + (version == null ? "(not packaged)" : version),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }

    /** Such as {@code 0.1.0}; null where the program is not packaged. */
    static @Nullable String version() throws IOException {
        try (InputStream in = Version.class.getModule().getResourceAsStream("META-INF/MANIFEST.MF")) {
            if (in == null || !Version.class.getModule().isNamed()) {
                return Version.class.getPackage().getImplementationVersion();
            }
            return new Manifest(in).getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        }
    }
}
