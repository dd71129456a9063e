package dev.gatehouse.routing;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A change of what is served. */
@Name("dev.gatehouse.ConfigurationChange")
@Label("Configuration Change")
@Category("Gatehouse")
@Description("A change of what is served; lasts until front ends have taken it over")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
final class ConfigurationChangeEvent extends Event {
    @Label("Generation")
    @Description("Of what is served now; a change that is refused leaves it")
    private long generation;

    @Label("Served")
    @Description("Whether it is served; else what was served before still is")
    private boolean served;

    @Label("Errors")
    @Description("For which it is refused")
    private int errors;

    static ConfigurationChangeEvent started() {
        ConfigurationChangeEvent event = new ConfigurationChangeEvent();
        event.begin();
        return event;
    }

    void served(long now) {
        commit(now, true, 0);
    }

    void refused(long still, int found) {
        commit(still, false, found);
    }

    private void commit(long now, boolean isServed, int found) {
        generation = now;
        served = isServed;
        errors = found;
        commit();
    }
}
