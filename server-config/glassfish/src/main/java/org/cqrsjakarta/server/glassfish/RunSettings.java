package org.cqrsjakarta.server.glassfish;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the user asked for on Maven's command line.
 *
 * @param httpPort the wanted port
 * @param systemProperties what goes on to the server's JVM
 */
record RunSettings(int httpPort, Map<String, String> systemProperties) {
    private static final String HTTP_PORT = "http.port";

    /** Reads them from the environment, as Maven's user properties are handed over in it. */
    static RunSettings from(Map<String, String> environment) {
        Map<String, String> properties = new TreeMap<>(Map.of("quakes.faults.enabled", "true"));
        environment.forEach((name, value) -> {
            if (name.startsWith("quakes.") || name.startsWith("cqrs.")) {
                properties.put(name, value);
            }
        });
        return new RunSettings(port(environment.getOrDefault(HTTP_PORT, "8080")), properties);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            // The same answer as for a number that is out of range.
        }
        throw new CannotRunException(
                "\"" + text + "\" is no port: -D" + HTTP_PORT + " takes a number from 1 to 65535.");
    }
}
