package org.cqrsjakarta.testkit;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tries random inputs for some time, each made from a seed of its own, one more than that before. It begins at a new seed
 * each time, or at {@code -Dfuzz.seed}.
 */
final class Campaign {

    /** How long all campaigns of a build take together. */
    private static final String SECONDS = System.getProperty("fuzz.seconds", "2");

    private static final int CAMPAIGNS = 3;

    private Campaign() {}

    /** Runs one; prints how many inputs it has tried. */
    static void run(String name, Function<Random, byte[]> generator, Consumer<byte[]> check) {
        Duration time = Duration.ofMillis((long) (Double.parseDouble(SECONDS) * 1000 / CAMPAIGNS));
        long first = Long.getLong("fuzz.seed", ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
        // What is started with the first input is no part of the time.
        check.accept(new byte[0]);
        long began = System.nanoTime();
        long bytes = 0;
        long tried = 0;
        do {
            byte[] input = generator.apply(new Random(first + tried));
            try {
                check.accept(input);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(name + " fails, again with -Dfuzz.seed=" + (first + tried), e);
            }
            bytes += input.length;
            tried++;
        } while (System.nanoTime() - began < time.toNanos());
        System.out.println("fuzzing " + name + ": " + tried + " inputs, " + bytes + " bytes, in " + time.toMillis()
                + " ms, from seed " + first);
    }
}
