package org.cqrsjakarta.server.glassfish;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What the user asked for on Maven's command line.
 *
 * @param httpPort the wanted port
 * @param systemProperties what goes on to the server's JVM
 */
record RunSettings(int httpPort, Map<String, String> systemProperties) {
    private static final String OPERATOR_PASSWORD = "quakes.operator.password";
    private static final int PASSWORD_BYTES = 6;

    /**
     * Reads them from the environment, as Maven's user properties are handed over in it. Unless they say otherwise, faults
     * can be switched on, everybody may inspect, and the operator gets a password.
     */
    static RunSettings from(Map<String, String> environment, RandomGenerator random) {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "quakes.faults.enabled",
                "true",
                "cqrs.inspector.enabled",
                "true",
                "cqrs.inspector.open",
                "true",
                OPERATOR_PASSWORD,
                password(random)));
        environment.forEach((name, value) -> {
            if (name.startsWith("quakes.") || name.startsWith("cqrs.")) {
                properties.put(name, value);
            }
        });
        return new RunSettings(Preflight.port(environment), properties);
    }

    /** What the user called "operator" logs in with. */
    String operatorPassword() {
        return systemProperties.getOrDefault(OPERATOR_PASSWORD, "");
    }

    private static String password(RandomGenerator random) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
