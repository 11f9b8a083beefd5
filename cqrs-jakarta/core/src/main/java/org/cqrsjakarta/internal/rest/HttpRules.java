package org.cqrsjakarta.internal.rest;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * What MicroProfile Config says about requests.
 *
 * @param origins    {@code cqrs.http.origins} (default: none), each as a browser sends it
 * @param bodyLimit  {@code cqrs.http.body-limit} in bytes, 1 or more (default 65536)
 * @param queryLimit {@code cqrs.http.query-limit} in characters, 1 or more (default 2048)
 */
public record HttpRules(Set<String> origins, long bodyLimit, long queryLimit) {

    static final String ORIGINS = "cqrs.http.origins";
    static final String BODY_LIMIT = "cqrs.http.body-limit";
    static final String QUERY_LIMIT = "cqrs.http.query-limit";

    private static final long DEFAULT_BODY_LIMIT = 65_536;
    private static final long DEFAULT_QUERY_LIMIT = 2_048;

    private static final String EXACT_ORIGINS = "exact origins as a browser sends them, separated by commas, such as"
            + " https://app.example.org: http or https, a host in lower case, a port only where it is not the scheme's"
            + " own, and nothing behind it; neither * nor null";

    /** Is told what is wrong. */
    @FunctionalInterface
    public interface Complaints {

        /**
         * A value is not right, and its default goes on.
         *
         * @param property its name
         * @param found    its value
         * @param required what would be right, for a human
         */
        void bad(String property, String found, String required);
    }

    /** Keeps a copy of the origins. */
    public HttpRules {
        origins = Set.copyOf(origins);
    }

    /**
     * Reads the rules.
     *
     * @param config     of the application
     * @param complaints is told of each bad value
     * @return with the default in place of each bad value
     */
    public static HttpRules from(Config config, Complaints complaints) {
        return new HttpRules(
                origins(config, complaints),
                positive(config, complaints, BODY_LIMIT, DEFAULT_BODY_LIMIT),
                positive(config, complaints, QUERY_LIMIT, DEFAULT_QUERY_LIMIT));
    }

    private static Set<String> origins(Config config, Complaints complaints) {
        Optional<String> found = config.getOptionalValue(ORIGINS, String.class);
        Set<String> origins = found.stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toSet());
        if (origins.stream().allMatch(Origins::isExact)) {
            return origins;
        }
        complaints.bad(ORIGINS, found.orElse(""), EXACT_ORIGINS);
        return Set.of();
    }

    private static long positive(Config config, Complaints complaints, String property, long fallback) {
        Optional<String> found = config.getOptionalValue(property, String.class);
        if (found.isEmpty()) {
            return fallback;
        }
        try {
            long value = Long.parseLong(found.get().strip());
            if (value >= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a value out of range.
        }
        complaints.bad(property, found.get(), "a whole number of 1 or more such as " + fallback);
        return fallback;
    }
}
