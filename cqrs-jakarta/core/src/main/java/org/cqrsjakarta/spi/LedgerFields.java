package org.cqrsjakarta.spi;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the texts of ledgers have in common. Lists have commas, what is in them colons; neither is in any id. What cannot be read
 * is an {@link IllegalArgumentException}.
 */
final class LedgerFields {

    /** No number is larger, so that a store may count in double precision. */
    static final long LARGEST = (1L << 53) - 1;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,256}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

    private LedgerFields() {}

    /**
     * Reads a text of fields with semicolons between, the version first.
     *
     * @return empty if it was not written so, or is of another version
     */
    @SuppressWarnings("StringSplitter")
    static <T> Optional<T> read(String text, String version, int size, Function<String[], T> read) {
        String[] fields = text.split(";", -1);
        if (fields.length != size || !fields[0].equals(version)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read.apply(fields));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static <T> String listed(Map<String, T> entries, Function<T, String> text) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + text.apply(entry.getValue()))
                .collect(Collectors.joining(","));
    }

    static Stream<List<String>> entries(String list, int size) {
        return parts(list, ",").map(entry -> {
            List<String> parts = parts(entry, ":").toList();
            check(parts.size() == size);
            return parts;
        });
    }

    @SuppressWarnings("StringSplitter")
    static Stream<String> parts(String text, String separator) {
        return text.isEmpty() ? Stream.empty() : Arrays.stream(text.split(separator, -1));
    }

    static String id(String text) {
        check(ID.matcher(text).matches());
        return text;
    }

    static long number(String text) {
        return number(text, LARGEST);
    }

    static long number(String text, long largest) {
        check(NUMBER.matcher(text).matches());
        long number = Long.parseLong(text);
        check(number <= largest);
        return number;
    }

    static void check(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("unreadable");
        }
    }
}
