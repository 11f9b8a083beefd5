package org.cqrsjakarta.internal.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Reads settings one by one. A bad value is said, and its default goes on, so that one deployment tells of all of them.
 *
 * @param config of the application
 * @param bad    is told of each bad value
 */
public record PropertyReader(Config config, BadProperty bad) {

    private static final int LARGEST_POWER_OF_TWO = 1 << 24;

    /** What is there, as it is written. */
    public Optional<String> text(String property) {
        return config.getOptionalValue(property, String.class);
    }

    /** {@code true} or {@code false}. */
    public boolean truth(String property, boolean fallback) {
        Optional<String> found = text(property);
        if (found.isEmpty()) {
            return fallback;
        }
        return switch (found.get().strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                bad.say(property, found.get(), "true or false");
                yield fallback;
            }
        };
    }

    /** An ISO-8601 duration of 0 or more. */
    public Duration durationOrZero(String property, String fallback) {
        return duration(property, fallback, true);
    }

    /** An ISO-8601 duration longer than 0. */
    public Duration duration(String property, String fallback) {
        return duration(property, fallback, false);
    }

    /** A whole number of 1 or more, and no more than the largest {@code int}. */
    public int positive(String property, int fallback) {
        return Math.toIntExact(positive(property, fallback, Integer.MAX_VALUE));
    }

    /** A whole number of 1 or more. */
    public long positiveLong(String property, long fallback) {
        return positive(property, fallback, Long.MAX_VALUE);
    }

    /** A power of two up to 2 to the 24th. */
    public int powerOfTwo(String property, int fallback) {
        int value = positive(property, fallback);
        if (Integer.bitCount(value) == 1 && value <= LARGEST_POWER_OF_TWO) {
            return value;
        }
        bad.say(
                property,
                Integer.toString(value),
                "a power of two, at most " + LARGEST_POWER_OF_TWO + ", such as " + fallback);
        return fallback;
    }

    private long positive(String property, long fallback, long largest) {
        Optional<String> found = text(property);
        if (found.isEmpty()) {
            return fallback;
        }
        try {
            long value = Long.parseLong(found.get().strip());
            if (value >= 1 && value <= largest) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a value out of range.
        }
        bad.say(property, found.get(), "a whole number of 1 or more such as " + fallback);
        return fallback;
    }

    private Duration duration(String property, String fallback, boolean zeroAllowed) {
        Optional<String> found = text(property);
        if (found.isEmpty()) {
            return Duration.parse(fallback);
        }
        try {
            Duration value = Duration.parse(found.get().strip());
            if (!value.isNegative() && (zeroAllowed || !value.isZero())) {
                return value;
            }
        } catch (DateTimeParseException e) {
            // Said below, as for a value out of range.
        }
        bad.say(
                property,
                found.get(),
                "an ISO-8601 duration " + (zeroAllowed ? "of 0 or more" : "longer than 0") + " such as " + fallback);
        return Duration.parse(fallback);
    }
}
