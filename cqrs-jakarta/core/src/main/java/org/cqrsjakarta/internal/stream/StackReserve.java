package org.cqrsjakarta.internal.stream;

/**
 * Room on the stack for what must not be cut short. A step is taken away only where there is enough to settle it: where
 * there is not, whoever comes next, with fewer frames below, does it.
 */
final class StackReserve {

    /** Of some 250 bytes each where they are compiled: what settles a step has a dozen, most of them smaller. */
    private static final int FRAMES = 16;

    private static final long[] KEPT = new long[24];

    private StackReserve() {}

    /**
     * Has no effect but on a stack that is all but exhausted.
     *
     * @throws StackOverflowError if there is not enough room
     */
    static void check() {
        var unused = descend(FRAMES, KEPT);
    }

    /**
     * A frame has room for all that any way through its method keeps over a call. Only the last one keeps it: writing that
     * into each of them took three times as long, 115 ns instead of 38.
     */
    private static long descend(int frames, long[] kept) {
        if (frames > 0) {
            return descend(frames - 1, kept);
        }
        if (frames < 0) {
            return kept.length;
        }
        long a = kept[0];
        long b = kept[1];
        long c = kept[2];
        long d = kept[3];
        long e = kept[4];
        long f = kept[5];
        long g = kept[6];
        long h = kept[7];
        long i = kept[8];
        long j = kept[9];
        long k = kept[10];
        long l = kept[11];
        long m = kept[12];
        long n = kept[13];
        long o = kept[14];
        long p = kept[15];
        long q = kept[16];
        long r = kept[17];
        long s = kept[18];
        long t = kept[19];
        long u = kept[20];
        long v = kept[21];
        long w = kept[22];
        long x = kept[23];
        long last = descend(-1, kept);
        return last + a * b + c * d + e * f + g * h + i * j + k * l + m * n + o * p + q * r + s * t + u * v + w * x;
    }
}
