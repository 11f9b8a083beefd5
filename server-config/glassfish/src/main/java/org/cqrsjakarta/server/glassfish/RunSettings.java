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
 * @param systemProperties what goes on to the server's JVM: into its command line and its domain, which others may read
 * @param operatorPassword what the user called "operator" logs in with; goes on by the environment, which nobody else may
 *     read
 */
record RunSettings(int httpPort, Map<String, String> systemProperties, String operatorPassword) {
    private static final String OPERATOR_PASSWORD = "quakes.operator.password";

    /** The same as MicroProfile Config looks it up in an environment. */
    private static final String OPERATOR_PASSWORD_VARIABLE = "QUAKES_OPERATOR_PASSWORD";

    private static final int PASSWORD_BYTES = 6;

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
        return new RunSettings(Preflight.port(environment), properties, operatorPassword(environment, random));
    }

    /** What the server's environment has beside what it inherits. */
    Map<String, String> environment() {
        return Map.of(OPERATOR_PASSWORD_VARIABLE, operatorPassword);
    }

    private static String operatorPassword(Map<String, String> environment, RandomGenerator random) {
        return Optional.ofNullable(environment.get(OPERATOR_PASSWORD))
                .or(() -> Optional.ofNullable(environment.get(OPERATOR_PASSWORD_VARIABLE)))
                .orElseGet(() -> password(random));
    }

    private static String password(RandomGenerator random) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
