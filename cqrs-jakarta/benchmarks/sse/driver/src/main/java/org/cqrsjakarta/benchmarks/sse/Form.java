package org.cqrsjakarta.benchmarks.sse;

import java.time.Duration;

/**
 * How long is measured.
 *
 * @param begin  how long a way is under load before the first row, so that its code is compiled
 * @param turns  of each way, in each row
 * @param turn   how long one is
 * @param warmUp how long a way is under load before its first turn in a row
 * @param tries  further clients in each turn, of the rows about the first event
 */
record Form(Duration begin, int turns, Duration turn, Duration warmUp, int tries) {

    /** About a quarter of an hour in all. */
    private static final Form QUICK = new Form(Duration.ofSeconds(5), 3, Duration.ofMillis(900), Duration.ofMillis(900), 10);

    /** About an hour. */
    private static final Form LONG = new Form(Duration.ofSeconds(10), 7, Duration.ofSeconds(4), Duration.ofSeconds(5), 30);

    /** Says whether everything runs: its figures mean nothing. */
    private static final Form TRIAL = new Form(Duration.ofMillis(200), 1, Duration.ofMillis(300), Duration.ofMillis(200), 3);

    static Form of(String name) {
        return switch (name) {
            case "quick" -> QUICK;
            case "long" -> LONG;
            case "trial" -> TRIAL;
            default -> throw new IllegalArgumentException("sse.form = " + name + ", allowed: quick, long, trial");
        };
    }
}
