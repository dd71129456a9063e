package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.cli.LineLimit.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineLimitTest {
    private long now = Long.MAX_VALUE - 3;

    @Test
    void aFewAreSaidThenThatThereAreMoreThenNothingUntilTheTimeIsOver() {
        LineLimit limit = new LineLimit(2, Duration.ofNanos(10), () -> now);
        for (int period = 0; period < 3; period++) {
            assertEquals(Verdict.SAY, limit.next());
            now += 9;
            assertEquals(Verdict.SAY, limit.next());
            assertEquals(Verdict.SAY_THAT_THERE_ARE_MORE, limit.next());
            assertEquals(Verdict.KEEP, limit.next());
            assertEquals(Verdict.KEEP, limit.next());
            now += 1;
        }
    }
}
