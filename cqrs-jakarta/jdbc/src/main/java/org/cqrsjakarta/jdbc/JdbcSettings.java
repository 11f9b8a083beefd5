package org.cqrsjakarta.jdbc;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.config.Config;

/**
 * How a store uses its database.
 *
 * @param timeout      {@code cqrs.jdbc.timeout} (default 1 s): how long one statement may take; drivers that count whole seconds
 *                     take the next larger
 * @param poll         {@code cqrs.jdbc.poll} (default 250 ms): how often it is asked for changes
 * @param createsTable {@code cqrs.jdbc.create-table} (default {@code false}): whether tables are made when they are missing
 */
record JdbcSettings(Duration timeout, Duration poll, boolean createsTable) {

    static final JdbcSettings DEFAULT = new JdbcSettings(Duration.ofSeconds(1), Duration.ofMillis(250), false);

    static final String TIMEOUT = "cqrs.jdbc.timeout";
    static final String POLL = "cqrs.jdbc.poll";
    static final String CREATE = "cqrs.jdbc.create-table";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /**
     * Those of an application.
     *
     * @throws IllegalArgumentException if one cannot be read; the message says which, and what is allowed
     */
    static JdbcSettings from(Config config) {
        return new JdbcSettings(
                duration(config, TIMEOUT, DEFAULT.timeout),
                duration(config, POLL, DEFAULT.poll),
                truth(config, CREATE, DEFAULT.createsTable));
    }

    JdbcSettings creatingTable() {
        return new JdbcSettings(timeout, poll, true);
    }

    private static Duration duration(Config config, String property, Duration fallback) {
        return config.getOptionalValue(property, String.class)
                .map(text -> duration(property, text.strip(), fallback))
                .orElse(fallback);
    }

    private static Duration duration(String property, String text, Duration fallback) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.toMillis() >= 1 && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Said below, as for one out of range.
        }
        throw new IllegalArgumentException(JdbcMessages.MESSAGES.badSetting(
                property, text, "an ISO-8601 duration from PT0.001S to " + LONGEST + ", such as " + fallback));
    }

    private static boolean truth(Config config, String property, boolean fallback) {
        String text = config.getOptionalValue(property, String.class)
                .map(String::strip)
                .orElse(Boolean.toString(fallback));
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(JdbcMessages.MESSAGES.badSetting(property, text, "true or false"));
        };
    }
}
