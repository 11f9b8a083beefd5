package org.cqrsjakarta.internal.stream;

/**
 * Room on the stack for what must not be cut short. A step is taken away only where there is enough to settle it: where
 * there is not, whoever comes next, with fewer frames below, does it.
 */
final class StackReserve {

    /** Of some 100 bytes each: what settles a step has a dozen, of that size or less. */
    private static final int FRAMES = 16;

    private StackReserve() {}

    /**
     * Has no effect but on a stack that is all but exhausted.
     *
     * @throws StackOverflowError if there is not enough room
     */
    static void check() {
        var unused = descend(FRAMES, 1, 2, 3, 4, 5, 6);
    }

    /** With values to keep over the call, so that a frame takes room. */
    private static long descend(int frames, long a, long b, long c, long d, long e, long f) {
        if (frames == 0) {
            return a;
        }
        return descend(frames - 1, b, c, d, e, f, a) + a * b + c * d + e * f;
    }
}
