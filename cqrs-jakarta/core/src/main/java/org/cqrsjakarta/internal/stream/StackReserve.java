package org.cqrsjakarta.internal.stream;

/**
 * Room on the stack for what must not be cut short. A step is taken away only where there is enough to settle it: where
 * there is not, whoever comes next, with fewer frames below, does it.
 */
final class StackReserve {

    /** Of some 250 bytes each where they are compiled: what settles a step has a dozen, most of them smaller. */
    private static final int FRAMES = 16;

    private static final Kept KEPT =
            new Kept(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24);

    private StackReserve() {}

    /** Numbers that the compiler does not know. Of final fields, which whoever checks interleavings passes over. */
    private record Kept(
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
            long l,
            long m,
            long n,
            long o,
            long p,
            long q,
            long r,
            long s,
            long t,
            long u,
            long v,
            long w,
            long x) {}

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
    private static long descend(int frames, Kept kept) {
        if (frames > 0) {
            return descend(frames - 1, kept);
        }
        if (frames < 0) {
            return frames;
        }
        long a = kept.a;
        long b = kept.b;
        long c = kept.c;
        long d = kept.d;
        long e = kept.e;
        long f = kept.f;
        long g = kept.g;
        long h = kept.h;
        long i = kept.i;
        long j = kept.j;
        long k = kept.k;
        long l = kept.l;
        long m = kept.m;
        long n = kept.n;
        long o = kept.o;
        long p = kept.p;
        long q = kept.q;
        long r = kept.r;
        long s = kept.s;
        long t = kept.t;
        long u = kept.u;
        long v = kept.v;
        long w = kept.w;
        long x = kept.x;
        long last = descend(-1, kept);
        return last + a * b + c * d + e * f + g * h + i * j + k * l + m * n + o * p + q * r + s * t + u * v + w * x;
    }
}
