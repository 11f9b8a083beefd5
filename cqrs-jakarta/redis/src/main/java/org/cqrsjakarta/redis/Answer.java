package org.cqrsjakarta.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a script has answered. What is no answer to it ends in a {@link ClassCastException}, an
 * {@link IllegalArgumentException}, an {@link IndexOutOfBoundsException} or an {@link ArithmeticException}.
 */
final class Answer {

    private Answer() {}

    static List<?> list(@Nullable Object answer) {
        return (List<?>) present(answer);
    }

    static byte[] bytes(@Nullable Object answer) {
        return (byte[]) present(answer);
    }

    static String text(@Nullable Object answer) {
        return new String(bytes(answer), StandardCharsets.US_ASCII);
    }

    static List<String> texts(@Nullable Object answer) {
        return list(answer).stream().map(Answer::text).toList();
    }

    /** 0 or more. */
    static long number(String text) {
        long number = Long.parseLong(text);
        if (number < 0) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static Object present(@Nullable Object answer) {
        if (answer == null) {
            throw new IllegalArgumentException("nothing");
        }
        return answer;
    }
}
