package org.cqrsjakarta.it.support;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waiting for a server, where time cannot be turned by hand. Bounds are scaled by {@code test.patience}. */
public final class Waits {

    private static final double PATIENCE = Double.parseDouble(System.getProperty("test.patience", "1"));
    private static final Duration MUST_HAPPEN = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private Waits() {}

    /** Asks until the answer is as expected; gives the last answer when it never is. */
    public static <T> T eventually(Callable<T> question, Predicate<T> expected) throws Exception {
        long deadline = System.nanoTime() + (long) (MUST_HAPPEN.toNanos() * PATIENCE);
        T answer = question.call();
        while (!expected.test(answer) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            answer = question.call();
        }
        return answer;
    }
}
