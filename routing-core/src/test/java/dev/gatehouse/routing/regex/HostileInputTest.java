package dev.gatehouse.routing.regex;

import static dev.gatehouse.routing.regex.Expressions.expression;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Patterns and inputs that take a backtracking engine longer than anyone waits, or more stack than there is. */
class HostileInputTest {
    private static final int LENGTH = 10_000;

    static Stream<Arguments> classics() {
        String letters = "a".repeat(LENGTH);
        return Stream.of(
                Arguments.of("(a+)+$", letters, true),
                Arguments.of("(a+)+$", letters + "!", false),
                Arguments.of("(a|a)*", letters, true),
                Arguments.of("(a|a)*", letters + "!", false),
                Arguments.of("(a|aa)+", letters, true),
                Arguments.of("(a|aa)+$", letters + "!", false),
                Arguments.of("(a|b|ab)*c", "ab".repeat(LENGTH / 2), false),
                Arguments.of("(.*a){20}", letters, true),
                Arguments.of("(.*a){20}", letters + "!", false),
                Arguments.of("(.*.*.*.*.*.*)*=.*", letters, false),
                Arguments.of("x{0,500}x{0,500}y", "x".repeat(LENGTH), false),
                Arguments.of("(x?){500}x{500}", "x".repeat(LENGTH), false),
                Arguments.of("(x?){500}x{500}", "x".repeat(700), true),
                Arguments.of("([a-z]*[a-z]*)*[0-9]", letters, false),
                Arguments.of("/(a|b)*", "/" + "ab".repeat(LENGTH), true),
                Arguments.of("(/[^/]+)+/end", "/a".repeat(LENGTH / 2), false),
                Arguments.of("^(([a-z])+.)+[A-Z]([a-z])+$", letters, false));
    }

    @ParameterizedTest
    @MethodSource("classics")
    void answersTheClassics(String pattern, String input, boolean matches) {
        RegularExpression expression = expression(pattern);
        assertEquals(matches, expression.matches(input));
        assertEquals(matches, expression.matches(input), "once more, now with its states");
    }

    @Test
    void goesOnWithoutStatesWhereThereIsNoRoomForThem() {
        RegularExpression expression = expression("[ab]*a[ab]{200}");
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            StringBuilder input = new StringBuilder();
            for (int i = 0; i < LENGTH; i++) {
                input.append(random.nextBoolean() ? 'a' : 'b');
            }
            boolean expected = input.charAt(LENGTH - 201) == 'a';
            assertEquals(expected, expression.matches(input));
            assertFalse(expression.matches(input.append('/')));
        }
    }

    @Test
    void agreesWithItselfFromManyThreads() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (String pattern : List.of("(a|b)*a(a|b){6}", "[ab]*a[ab]{30}", "(a{1,3}b){2,9}")) {
                List<String> inputs = new ArrayList<>();
                Random random = new Random(11);
                for (int i = 0; i < 500; i++) {
                    StringBuilder input = new StringBuilder();
                    for (int length = random.nextInt(60); length > 0; length--) {
                        input.append(random.nextInt(3) == 0 ? 'b' : 'a');
                    }
                    inputs.add(input.toString());
                }
                RegularExpression shared = expression(pattern);
                CyclicBarrier start = new CyclicBarrier(threads);
                Callable<List<Boolean>> matching = () -> {
                    start.await();
                    return inputs.stream().map(shared::matches).toList();
                };
                List<Boolean> alone =
                        inputs.stream().map(expression(pattern)::matches).toList();
                assertTrue(alone.contains(true) && alone.contains(false), pattern);
                for (Future<List<Boolean>> answers : pool.invokeAll(Collections.nCopies(threads, matching))) {
                    assertEquals(alone, answers.get(), pattern);
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void allocatesNothingOnceItsStatesAreThere() {
        Assumptions.assumeTrue(
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                        && bean.isThreadAllocatedMemorySupported(),
                "this JVM does not count allocations");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RegularExpression expression = expression("/users/[0-9]+(/.*)?");
        String[] inputs = {"/users/42/orders", "/users/42", "/users/x", "/nobody"};
        long id = Thread.currentThread().getId();
        int rounds = 10_000;
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < rounds; i++) {
                expression.matches(inputs[i & 3]);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
        }
        assertTrue(least < rounds, least + " bytes in " + rounds + " matches");
    }
}
