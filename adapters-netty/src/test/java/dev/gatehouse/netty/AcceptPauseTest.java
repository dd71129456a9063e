package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptPauseTest {
    private final EmbeddedChannel server = new EmbeddedChannel(new AcceptPause());

    /** How long nothing is tried, after a try that failed. */
    private long pause() {
        server.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        assertFalse(server.config().isAutoRead());
        long millis = 0;
        while (!server.config().isAutoRead()) {
            server.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            server.runScheduledPendingTasks();
            millis++;
        }
        return millis;
    }

    @Test
    void eachPauseIsTwiceTheOneBeforeUntilAConnectionIsTaken() {
        server.freezeTime();
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            pauses.add(pause());
        }
        assertEquals(List.of(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1000L, 1000L), pauses);
        server.writeInbound("a connection");
        assertEquals("a connection", server.readInbound());
        assertEquals(10, pause());
    }

    @Test
    void whatElseGoesWrongMeanwhileMakesItNoLonger() {
        server.freezeTime();
        server.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        server.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        server.advanceTimeBy(10, TimeUnit.MILLISECONDS);
        server.runScheduledPendingTasks();
        assertTrue(server.config().isAutoRead());
    }
}
