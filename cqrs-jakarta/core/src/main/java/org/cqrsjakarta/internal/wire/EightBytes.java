package org.cqrsjakarta.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes, looked at eight at a time: seldom is there among them what is looked for. */
final class EightBytes {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long SPACES = ONES * ' ';

    private EightBytes() {}

    /** The eight from this place on. */
    static long at(byte[] bytes, int place) {
        return (long) EIGHT.get(bytes, place);
    }

    /** Eight times the same. */
    static long allOf(char one) {
        return ONES * one;
    }

    /** Not 0 if one of them is this one, which is there eight times (Mycroft's test). */
    static long equal(long eight, long all) {
        long differing = eight ^ all;
        return (differing - ONES) & ~differing & HIGH_BITS;
    }

    /** Not 0 if one of them is a control character of ASCII, below the space. */
    static long control(long eight) {
        return (eight - SPACES) & ~eight & HIGH_BITS;
    }
}
