package org.cqrsjakarta.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * JSON as the bytes of one line. Hardly any has a line break or a character that UTF-8 has no bytes for, so what is there is
 * looked through once, eight bytes at a time.
 */
final class JsonLine {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long BREAKS = ONES * '\n';
    private static final long RETURNS = ONES * '\r';
    private static final long QUESTIONS = ONES * '?';

    private JsonLine() {}

    /** Without line breaks, which in JSON stand between tokens only; lone surrogates, which stand in strings, are escaped. */
    static byte[] of(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return isPlain(bytes) ? bytes : cleaned(bytes, json);
    }

    private static boolean isPlain(byte[] bytes) {
        int at = 0;
        for (int last = bytes.length - Long.BYTES; at <= last; at += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, at);
            if ((zeroIn(eight ^ BREAKS) | zeroIn(eight ^ RETURNS) | zeroIn(eight ^ QUESTIONS)) != 0) {
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

    /** Not 0 if one of the eight bytes is (Mycroft's test). */
    private static long zeroIn(long eight) {
        return (eight - ONES) & ~eight & HIGH_BITS;
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
