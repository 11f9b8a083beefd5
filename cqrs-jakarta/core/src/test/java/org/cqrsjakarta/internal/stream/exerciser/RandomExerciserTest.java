package org.cqrsjakarta.internal.stream.exerciser;

import static org.assertj.core.api.Assertions.fail;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.internal.time.SystemTime;
import org.junit.jupiter.api.Test;

/**
 * The whole engine with real threads, and everything that can go wrong drawn by lot: whatever happens, everything is given
 * back once, and whoever consumes sees what the rules have promised.
 *
 * <p>{@code -Dexerciser.seconds=600} for longer; {@code -Dexerciser.seed=…} for one round again and again, as threads
 * do not meet in the same way each time; {@code -Dexerciser.exhausted=4} for a stack that is all but exhausted in one
 * round of four, as settling a step may then still fail for want of room.
 */
class RandomExerciserTest {

    /** Classes are linked before a stack is exhausted on which they could not be. */
    private static final int WARM_UP = 300;

    private static final int SECONDS = Integer.getInteger("exerciser.seconds", System.getenv("CI") == null ? 5 : 60);
    private static final Long SEED = Long.getLong("exerciser.seed");

    @Test
    void whateverHappensTheRulesHold() throws InterruptedException {
        Random seeds = new Random();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int rounds = 0;
        try (SystemTime system = new SystemTime();
                Noticed log = Noticed.begin()) {
            while (System.nanoTime() - end < 0) {
                long seed = SEED == null ? seeds.nextLong() : SEED;
                Round round = new Round(seed, rounds >= WARM_UP, system, log);
                round.run();
                rounds++;
                if (!round.violations().isEmpty()) {
                    fail(
                            "-Dexerciser.seed=%d, round %d:%n  %s%n  %s",
                            seed, rounds, String.join("\n  ", round.violations()), round);
                }
            }
        }
        System.out.println(rounds + " rounds of the exerciser in " + SECONDS + " s");
    }
}
