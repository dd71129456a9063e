package dev.gatehouse.routing;

import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.status.AttachedRoutes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a state by the change that led to it from the state before.
 *
 * @param edits what was done to rules; null where more may have been done than that
 * @param touched whose status may be otherwise; null where that may be anyone's
 * @param used the backends that rules speak to; null where they have to be looked for in all rules
 * @param routes how many HTTPRoutes and GRPCRoutes there are on each listener; null where all have to be counted
 * @param attachment null where it may be another than that of the state before, or nobody has asked for that
 */
record Told(
        @Nullable List<RuleEdits> edits,
        @Nullable Touched touched,
        @Nullable UsedBackends used,
        @Nullable AttachedRoutes routes,
        @Nullable Attachment attachment) {
    /** What is known where everything was compiled. */
    static Told of(Attachment attachment) {
        return new Told(null, null, null, null, attachment);
    }
}
