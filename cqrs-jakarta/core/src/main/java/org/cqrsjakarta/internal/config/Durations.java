package org.cqrsjakarta.internal.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Durations as they are written in annotations and properties: the only place where they are made, so that none is longer
 * than what is counted later. Clocks count nanoseconds in a {@code long}, which is 292 years; of what passes here, two
 * may be added.
 */
public final class Durations {

    /** The longest that is taken. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    /** {@link #LONGEST}, for a human. */
    public static final String LONGEST_TEXT = "36500 days";

    private Durations() {}

    /**
     * Reads an ISO-8601 duration.
     *
     * @return empty if it is none, or one that no {@link Duration} can hold
     */
    public static Optional<Duration> parse(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a number in a unit.
     *
     * @return empty if no {@link Duration} can hold it
     */
    public static Optional<Duration> of(long number, ChronoUnit unit) {
        try {
            return Optional.of(unit.getDuration().multipliedBy(number));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Whether it can be counted, and waited for. */
    public static boolean isCountable(Duration duration) {
        return !duration.isNegative() && duration.compareTo(LONGEST) <= 0;
    }
}
