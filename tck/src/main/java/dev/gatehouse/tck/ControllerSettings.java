package dev.gatehouse.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the controller under test is started with for a case, where that differs from the defaults.
 *
 * @param config keys of its ConfigMap
 * @param flags of its command line
 * @param proxy where it speaks the PROXY protocol
 */
public record ControllerSettings(Map<String, String> config, List<String> flags, ProxySettings proxy) {
    /** The defaults. */
    public static final ControllerSettings NONE = new ControllerSettings(Map.of(), List.of(), ProxySettings.NONE);

    public ControllerSettings {
        config = Map.copyOf(config);
        flags = List.copyOf(flags);
    }

    /** In words, as it stands in a reason for skipping. */
    String text() {
        List<String> told = new ArrayList<>(flags);
        new TreeMap<>(config).forEach((key, value) -> told.add(key + "=" + value));
        if (!proxy.equals(ProxySettings.NONE)) {
            told.add(proxy.text());
        }
        return String.join(", ", told);
    }

    static ControllerSettings read(Body file) {
        Body controller = file.objectOrEmpty("controller");
        Map<String, String> config = new TreeMap<>();
        controller.map("config").forEach((key, value) -> config.put(key, String.valueOf(value)));
        return new ControllerSettings(config, controller.texts("flags"), ProxySettings.read(controller));
    }
}
