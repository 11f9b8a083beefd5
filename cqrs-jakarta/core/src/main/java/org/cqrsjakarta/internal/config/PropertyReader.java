package org.cqrsjakarta.internal.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings one by one. A bad value is said, and its default goes on, so that one deployment tells of all of them.
 * Whatever is asked for here is a setting of this library: so a new one cannot be left out of the list of them. Not
 * thread-safe.
 */
public final class PropertyReader {

    private static final int LARGEST_POWER_OF_TWO = 1 << 24;

    private final Config config;
    private final BadProperty bad;
    private final Set<String> known = new TreeSet<>();

    /**
     * Creates one.
     *
     * @param config of the application
     * @param bad    is told of each bad value
     */
    public PropertyReader(Config config, BadProperty bad) {
        this.config = config;
        this.bad = bad;
    }

    /** Is told of bad values, also by those who read a text and know more about it. */
    public BadProperty bad() {
        return bad;
    }

    /** The names of all settings that were asked for. */
    public Set<String> known() {
        return Set.copyOf(known);
    }

    /** What is there, as it is written. */
    public Optional<String> text(String property) {
        known.add(property);
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

    /**
     * Whether nobody says no. A property gets its value from the source with the highest ordinal, so what stands in the
     * environment of the machine is for all its applications, and wins over what one of them says about itself. For what
     * opens an application that is the wrong way round: here every source that has one of the properties must say
     * {@code true}, and one of them must have the first.
     *
     * @param property what is asked for
     * @param others   properties whose {@code false} is a no as well
     * @return empty if nobody says no; else who does, for a human
     */
    public Optional<String> whoSaysNo(String property, String... others) {
        Optional<String> profile = config.getOptionalValue(Config.PROFILE, String.class);
        for (ConfigSource source : config.getConfigSources()) {
            for (String name :
                    Stream.concat(Stream.of(property), Stream.of(others)).toList()) {
                @Nullable
                String said = profile.map(active -> source.getValue("%" + active + "." + name))
                        .orElseGet(() -> source.getValue(name));
                if (said != null && !said.isBlank() && !said.strip().equals("true")) {
                    return Optional.of("'" + name + "' is '" + said + "' in " + ValueOrigin.of(source));
                }
            }
        }
        return Optional.empty();
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

    /** A whole number of 0 or more, and no more than the largest {@code int}. */
    public int positiveOrZero(String property, int fallback) {
        return Math.toIntExact(number(property, fallback, 0, Integer.MAX_VALUE));
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
        return number(property, fallback, 1, largest);
    }

    private long number(String property, long fallback, long least, long largest) {
        Optional<String> found = text(property);
        if (found.isEmpty()) {
            return fallback;
        }
        try {
            long value = Long.parseLong(found.get().strip());
            if (value >= least && value <= largest) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a value out of range.
        }
        bad.say(property, found.get(), "a whole number of " + least + " or more such as " + fallback);
        return fallback;
    }

    private Duration duration(String property, String fallback, boolean zeroAllowed) {
        Optional<String> found = text(property);
        if (found.isEmpty()) {
            return Duration.parse(fallback);
        }
        Optional<Duration> read = Durations.parse(found.get().strip())
                .filter(Durations::isCountable)
                .filter(value -> zeroAllowed || !value.isZero());
        if (read.isEmpty()) {
            bad.say(
                    property,
                    found.get(),
                    "an ISO-8601 duration " + (zeroAllowed ? "of 0 or more" : "longer than 0") + ", at most "
                            + Durations.LONGEST_TEXT + ", such as " + fallback);
        }
        return read.orElseGet(() -> Duration.parse(fallback));
    }
}
