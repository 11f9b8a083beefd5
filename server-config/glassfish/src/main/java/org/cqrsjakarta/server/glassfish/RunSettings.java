package org.cqrsjakarta.server.glassfish;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What the user asked for on Maven's command line.
 *
 * @param httpPort the wanted port
 * @param nodes on how many servers
 * @param systemProperties what goes on to the server's JVM: into its command line and its domain, which others may read
 * @param operatorPassword what the user called "operator" logs in with; goes on by the environment, which nobody else may
 *     read
 * @param storeSecret what the nodes have in common and nobody else knows; goes on as the password does
 */
record RunSettings(
        int httpPort, int nodes, Map<String, String> systemProperties, String operatorPassword, String storeSecret) {
    private static final String OPERATOR_PASSWORD = "quakes.operator.password";

    /** The same as MicroProfile Config looks it up in an environment. */
    private static final String OPERATOR_PASSWORD_VARIABLE = "QUAKES_OPERATOR_PASSWORD";

    private static final String STORE_SECRET_VARIABLE = "CQRS_STORE_SECRET";

    private static final String REDIS = "cqrs.redis.uri";

    private static final int PASSWORD_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    /**
     * Reads them from the environment, as Maven's user properties are handed over in it. Unless they say otherwise, faults
     * can be switched on, everybody may inspect, and the operator gets a password.
     */
    static RunSettings from(Map<String, String> environment, RandomGenerator random) {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "quakes.faults.enabled", "true", "cqrs.inspector.enabled", "true", "cqrs.inspector.open", "true"));
        environment.forEach((name, value) -> {
            if (!name.equals(OPERATOR_PASSWORD) && (name.startsWith("quakes.") || name.startsWith("cqrs."))) {
                properties.put(name, value);
            }
        });
        return new RunSettings(
                Preflight.port(environment),
                Preflight.nodes(environment),
                properties,
                operatorPassword(environment, random),
                Optional.ofNullable(environment.get(STORE_SECRET_VARIABLE))
                        .orElseGet(() -> hexadecimal(random, SECRET_BYTES)));
    }

    /** What the server's environment has beside what it inherits. */
    Map<String, String> environment() {
        return nodes == 1
                ? Map.of(OPERATOR_PASSWORD_VARIABLE, operatorPassword)
                : Map.of(OPERATOR_PASSWORD_VARIABLE, operatorPassword, STORE_SECRET_VARIABLE, storeSecret);
    }

    /** The Redis that was asked for; empty: one of the demo's own. */
    Optional<String> redis() {
        return Optional.ofNullable(systemProperties.get(REDIS));
    }

    /** What goes on to the JVM of each node, beside a Redis that all have in common. */
    Map<String, String> systemProperties(String redis) {
        Map<String, String> properties = new TreeMap<>(systemProperties);
        properties.put(REDIS, redis);
        // A node may be lost amid a stream.
        properties.putIfAbsent("cqrs.store.streams", "journal");
        return properties;
    }

    private static String operatorPassword(Map<String, String> environment, RandomGenerator random) {
        return Optional.ofNullable(environment.get(OPERATOR_PASSWORD))
                .or(() -> Optional.ofNullable(environment.get(OPERATOR_PASSWORD_VARIABLE)))
                .orElseGet(() -> hexadecimal(random, PASSWORD_BYTES));
    }

    private static String hexadecimal(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
