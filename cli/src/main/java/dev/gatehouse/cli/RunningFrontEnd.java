package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.resource.Problem;
import java.time.Duration;
import java.util.List;

/** A front end as the program sees it, whichever of them it is. */
interface RunningFrontEnd {
    /** The ports that are open, in the order of the routes. */
    List<Bind> binds();

    /** Where one of them is. */
    int socketPort(Bind bind);

    /** What keeps listeners from being served as they are written. */
    List<Problem> problems();

    /** What it works with, in a sentence. */
    String means();

    /** Lets what is under way end, and after {@code drain} cuts what is left. */
    void stop(Duration drain);
}
