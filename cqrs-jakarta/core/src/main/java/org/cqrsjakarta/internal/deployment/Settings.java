package org.cqrsjakarta.internal.deployment;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.cqrsjakarta.internal.circuit.ProbeRules;
import org.cqrsjakarta.internal.rest.HttpRules;
import org.cqrsjakarta.internal.sse.DeliveryRules;
import org.eclipse.microprofile.config.Config;

/**
 * What MicroProfile Config says about the library.
 *
 * @param probes    {@code cqrs.circuit.probe-healthy-after} (default 5 s) and {@code cqrs.circuit.probe-lease}
 *                  (default 30 s)
 * @param delivery  {@code cqrs.sse.}…: bounds and times of delivery, with the defaults that stand below
 * @param eventConcurrency {@code cqrs.events.concurrency} (default 10): how many domain events are fired at a time
 */
record Settings(ProbeRules probes, DeliveryRules delivery, int eventConcurrency) {

    /** Reads the settings; a bad value is a problem, and its default goes on. */
    static Settings from(Config config, Problems problems) {
        // Only for what is wrong with them: Jakarta REST begins on its own, and reads them itself.
        HttpRules.from(
                config,
                (property, found, required) ->
                        problems.add(DeploymentMessages.MESSAGES.badProperty(property, found, required)));
        return new Settings(
                new ProbeRules(
                        duration(config, problems, "cqrs.circuit.probe-healthy-after", "PT5S", true),
                        duration(config, problems, "cqrs.circuit.probe-lease", "PT30S", false)),
                delivery(config, problems),
                positive(config, problems, "cqrs.events.concurrency", 10));
    }

    private static DeliveryRules delivery(Config config, Problems problems) {
        return new DeliveryRules(
                duration(config, problems, "cqrs.sse.heartbeat", "PT15S", false),
                duration(config, problems, "cqrs.sse.write-timeout", "PT60S", false),
                duration(config, problems, "cqrs.sse.resume-window", "PT30S", true),
                positive(config, problems, "cqrs.sse.resume-items", 256),
                positive(config, problems, "cqrs.sse.resume-bytes", 256 * 1024),
                positive(config, problems, "cqrs.sse.resume-bytes-in-all", 64 * 1024 * 1024),
                positive(config, problems, "cqrs.sse.resume-streams", 1000),
                positive(config, problems, "cqrs.sse.max-streams", 10_000),
                positive(config, problems, "cqrs.sse.max-streams-per-user", 100),
                duration(config, problems, "cqrs.sse.ticket-life", "PT30S", false),
                positive(config, problems, "cqrs.sse.max-tickets", 10_000),
                duration(config, problems, "cqrs.sse.drain-timeout", "PT10S", true));
    }

    private static Duration duration(
            Config config, Problems problems, String property, String fallback, boolean zeroAllowed) {
        Optional<String> found = config.getOptionalValue(property, String.class);
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
        problems.add(DeploymentMessages.MESSAGES.badProperty(
                property,
                found.get(),
                "an ISO-8601 duration " + (zeroAllowed ? "of 0 or more" : "longer than 0") + " such as " + fallback));
        return Duration.parse(fallback);
    }

    private static int positive(Config config, Problems problems, String property, int fallback) {
        Optional<String> found = config.getOptionalValue(property, String.class);
        if (found.isEmpty()) {
            return fallback;
        }
        try {
            int value = Integer.parseInt(found.get().strip());
            if (value >= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a value out of range.
        }
        problems.add(DeploymentMessages.MESSAGES.badProperty(
                property, found.get(), "a whole number of 1 or more such as " + fallback));
        return fallback;
    }
}
