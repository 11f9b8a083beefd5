package org.cqrsjakarta.redis;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * How a store reaches its server.
 *
 * @param address     where it is, and as whom
 * @param timeout     {@code cqrs.redis.timeout} (default 0.5 s): how long it takes at most to connect, to wait for each answer,
 *                    and to wait for a connection that others use; from 1 ms to 1 min
 * @param connections {@code cqrs.redis.connections} (default 4): for steps, at most, of each store; one more listens
 * @param tls         certificates
 */
record RedisSettings(RedisAddress address, Duration timeout, int connections, RedisTls tls) {

    static final String URI = "cqrs.redis.uri";
    static final String TIMEOUT = "cqrs.redis.timeout";
    static final String CONNECTIONS = "cqrs.redis.connections";

    private static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(500);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
    private static final int DEFAULT_CONNECTIONS = 4;
    private static final int MOST_CONNECTIONS = 1_000;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    RedisSettings {
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw bad(TIMEOUT, timeout.toString());
        }
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw bad(CONNECTIONS, Integer.toString(connections));
        }
    }

    /** Those of an address, else the defaults. */
    static RedisSettings of(RedisAddress address) {
        return new RedisSettings(address, DEFAULT_TIMEOUT, DEFAULT_CONNECTIONS, RedisTls.DEFAULT);
    }

    /**
     * Those of an application.
     *
     * @throws IllegalArgumentException if one is missing, or cannot be read; the message says which, and what is allowed
     */
    static RedisSettings from(Config config) {
        String uri =
                text(config, URI).orElseThrow(() -> new IllegalArgumentException(RedisMessages.MESSAGES.noUri(URI)));
        return new RedisSettings(
                RedisAddress.parse(URI, uri),
                text(config, TIMEOUT).map(RedisSettings::duration).orElse(DEFAULT_TIMEOUT),
                text(config, CONNECTIONS).map(RedisSettings::number).orElse(DEFAULT_CONNECTIONS),
                RedisTls.from(config));
    }

    private static Optional<String> text(Config config, String property) {
        return config.getOptionalValue(property, String.class).map(String::strip);
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw bad(TIMEOUT, text);
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw bad(CONNECTIONS, text);
        }
    }

    private static IllegalArgumentException bad(String property, String found) {
        return new IllegalArgumentException(RedisMessages.MESSAGES.badSetting(
                property,
                found,
                property.equals(TIMEOUT)
                        ? "an ISO-8601 duration from PT0.001S to " + LONGEST_TIMEOUT + ", such as " + DEFAULT_TIMEOUT
                        : "1 to " + MOST_CONNECTIONS + ", such as " + DEFAULT_CONNECTIONS));
    }
}
