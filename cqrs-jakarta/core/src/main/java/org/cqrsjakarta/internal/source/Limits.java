package org.cqrsjakarta.internal.source;

import java.time.Duration;

/**
 * How long a source may keep its consumer waiting (see {@link org.cqrsjakarta.StreamTimeout}).
 *
 * @param firstItem from the start to the first item; 0: no limit
 * @param idle      from each item to the next; 0: no limit
 * @param total     from the start to the end; 0: no limit
 */
public record Limits(Duration firstItem, Duration idle, Duration total) {

    /** No limit at all: the source runs where it is consumed. */
    public static final Limits NONE = new Limits(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is negative, or longer than 292 years
     */
    public Limits {
        check("firstItem", firstItem);
        check("idle", idle);
        check("total", total);
    }

    /** Whether there is any. */
    public boolean any() {
        return !equals(NONE);
    }

    private static void check(String name, Duration value) {
        if (value.isNegative() || value.toSeconds() >= Long.MAX_VALUE / 1_000_000_000L) {
            throw new IllegalArgumentException(name + " = " + value + ", allowed: 0 to 292 years");
        }
    }
}
