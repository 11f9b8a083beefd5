package org.cqrsjakarta.internal.stream;

/**
 * Room on the stack for what must not be cut short. A step is taken away only where there is enough to settle it: where
 * there is not, whoever comes next, with fewer frames below, does it.
 */
final class StackReserve {

    /** Of some 200 bytes each where it is compiled: what settles a step has a dozen, most of them smaller. */
    private static final int FRAMES = 16;

    private StackReserve() {}

    /**
     * Has no effect but on a stack that is all but exhausted.
     *
     * @throws StackOverflowError if there is not enough room
     */
    static void check() {
        var unused = descend(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    /** With values to keep over the call, so that a frame takes room. */
    private static long descend(
            int frames,
            long a,
            long b,
            long c,
            long d,
            long e,
            long f,
            long g,
            long h,
            long i,
            long j,
            long k,
            long l) {
        if (frames == 0) {
            return a;
        }
        return descend(frames - 1, b, c, d, e, f, g, h, i, j, k, l, a) + a * b + c * d + e * f + g * h + i * j + k * l;
    }
}
