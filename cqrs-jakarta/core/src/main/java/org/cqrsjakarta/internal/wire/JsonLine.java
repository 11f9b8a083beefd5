package org.cqrsjakarta.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * JSON as the bytes of one line. Hardly any has a line break or a character that UTF-8 has no bytes for, so what is there is
 * looked through once.
 */
final class JsonLine {

    static final long QUESTIONS = EightBytes.allOf('?');

    private JsonLine() {}

    /** Without line breaks, which in JSON stand between tokens only; lone surrogates, which stand in strings, are escaped. */
    static byte[] of(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return isPlain(bytes) ? bytes : cleaned(bytes, json);
    }

    private static boolean isPlain(byte[] bytes) {
        int at = 0;
        for (int last = bytes.length - Long.BYTES; at <= last; at += Long.BYTES) {
            long eight = EightBytes.at(bytes, at);
            // Line breaks are control characters, of which JSON has few others.
            if ((EightBytes.control(eight) | EightBytes.equal(eight, QUESTIONS)) != 0) {
                return false;
            }
        }
        while (at < bytes.length) {
            byte one = bytes[at++];
            if (one == '\n' || one == '\r' || one == '?') {
                return false;
            }
        }
        return true;
    }

    /** What UTF-8 has no bytes for has become a question mark. */
    private static byte[] cleaned(byte[] bytes, String json) {
        byte[] clean = LoneSurrogates.areIn(json) ? LoneSurrogates.escaped(json).getBytes(UTF_8) : bytes;
        int size = 0;
        for (byte one : clean) {
            if (one != '\n' && one != '\r') {
                clean[size++] = one;
            }
        }
        return size == clean.length ? clean : Arrays.copyOf(clean, size);
    }
}
