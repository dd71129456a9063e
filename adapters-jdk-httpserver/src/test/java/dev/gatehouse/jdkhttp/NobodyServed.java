package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.plan.Decision;
import java.io.IOException;

/** A program whose front end answers 404 to all; it says its port, and ends when its input does. */
final class NobodyServed {
    private NobodyServed() {}

    public static void main(String[] arguments) throws IOException {
        StubRoutes routes = new StubRoutes(head -> new Decision.Respond(null, 404, "", false));
        try (JdkFrontEnd front = routes.start()) {
            System.out.println(front.socketPort(StubRoutes.WEB));
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }
}
