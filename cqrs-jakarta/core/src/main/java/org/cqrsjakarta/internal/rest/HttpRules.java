package org.cqrsjakarta.internal.rest;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cqrsjakarta.internal.config.PropertyReader;

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

    /** Keeps a copy of the origins. */
    public HttpRules {
        origins = Set.copyOf(origins);
    }

    /** Reads the rules, with the default in place of each bad value. */
    public static HttpRules from(PropertyReader reader) {
        return new HttpRules(
                origins(reader),
                reader.positiveLong(BODY_LIMIT, DEFAULT_BODY_LIMIT),
                reader.positiveLong(QUERY_LIMIT, DEFAULT_QUERY_LIMIT));
    }

    private static Set<String> origins(PropertyReader reader) {
        Optional<String> found = reader.text(ORIGINS);
        Set<String> origins = found.stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toSet());
        if (origins.stream().allMatch(Origins::isExact)) {
            return origins;
        }
        reader.bad().say(ORIGINS, found.orElse(""), EXACT_ORIGINS);
        return Set.of();
    }
}
