package org.cqrsjakarta.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a row may take, as written in {@code allowed.txt}.
 *
 * @param least bytes that an invocation allocates, at least
 * @param most  bytes that an invocation allocates, at most
 * @param ratio of our CPU time to the peer's
 */
record Allowed(long least, long most, double ratio) {

    /** How many times the ratio that is written is still no change. */
    static final double RATIO_BOUND = 3;

    static Map<String, Allowed> byRow() throws IOException {
        try (var lines = new BufferedReader(
                new InputStreamReader(Allowed.class.getResourceAsStream("allowed.txt"), StandardCharsets.UTF_8))) {
            Map<String, Allowed> allowed = new LinkedHashMap<>();
            lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        String[] columns = line.split("\\s+");
                        allowed.put(
                                columns[0],
                                new Allowed(
                                        Long.parseLong(columns[1]),
                                        Long.parseLong(columns[2]),
                                        Double.parseDouble(columns[3])));
                    });
            return allowed;
        }
    }

    boolean includes(long bytes) {
        return least <= bytes && bytes <= most;
    }

    boolean isWithinBound(double measured) {
        return measured <= ratio * RATIO_BOUND;
    }
}
