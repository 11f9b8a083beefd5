package org.cqrsjakarta.testkit;

/**
 * What a network does to a connection, for {@link FaultProxy}. Immutable.
 *
 * <p>{@link #silence}, {@link #oneByteAtATime} and {@link #slowDrip} are ways to forward: a connection has one of them at
 * a time, the last one that it was given, until {@link #none}. {@link #reset} and {@link #halfClose} happen once and
 * cannot be taken back.
 */
public final class Fault {

    /** What there is. */
    enum Kind {
        NONE,
        RESET,
        HALF_CLOSE,
        SILENCE,
        ONE_BYTE_AT_A_TIME,
        SLOW_DRIP
    }

    private final Kind kind;
    private final int bytesPerSecond;
    private final long after;

    private Fault(Kind kind, int bytesPerSecond, long after) {
        this.kind = kind;
        this.bytesPerSecond = bytesPerSecond;
        this.after = after;
    }

    private static Fault of(Kind kind) {
        return new Fault(kind, 0, 0);
    }

    /** No fault: bytes are forwarded as they come. Ends a way to forward; what was held back then goes on. */
    public static Fault none() {
        return of(Kind.NONE);
    }

    /**
     * Both sides get a reset (RST) instead of an end. What one of them has not taken yet may be lost, as with any reset:
     * also a client that has received bytes can hear of the reset before it looks at them. Where that matters, plan
     * {@link #silence} after so many bytes, have the client take them, and only then reset.
     */
    public static Fault reset() {
        return of(Kind.RESET);
    }

    /**
     * The server is told that the client has ended its side (FIN), although it has not. What the server sends is still
     * forwarded, unless {@link #silence} follows; what the client sends is dropped.
     */
    public static Fault halfClose() {
        return of(Kind.HALF_CLOSE);
    }

    /**
     * Nothing is read or forwarded any more, in either direction, ends and resets included, and the connection stays
     * open. The server can write until the buffers of both sides are full, some megabytes at most, and then blocks.
     */
    public static Fault silence() {
        return of(Kind.SILENCE);
    }

    /** Each byte of the server goes to the client in a write of its own. */
    public static Fault oneByteAtATime() {
        return of(Kind.ONE_BYTE_AT_A_TIME);
    }

    /**
     * The client gets the server's bytes at this rate, up to a hundred times a second. In real time: a network does not
     * know of the clock of a {@link TestApplication}.
     *
     * @param bytesPerSecond at most, 1 or more
     * @throws IllegalArgumentException if {@code bytesPerSecond < 1}
     */
    public static Fault slowDrip(int bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("bytesPerSecond = " + bytesPerSecond + ", allowed: 1 or more");
        }
        return new Fault(Kind.SLOW_DRIP, bytesPerSecond, 0);
    }

    /**
     * The same, but only when so many bytes of the server have been forwarded to the client, and no more than these.
     *
     * @param bytes counted from the beginning of the connection, headers of HTTP included; if as many have been forwarded
     *     before, the fault happens at once
     * @throws IllegalArgumentException if {@code bytes < 0}
     */
    public Fault after(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes = " + bytes + ", allowed: 0 or more");
        }
        return new Fault(kind, bytesPerSecond, bytes);
    }

    Kind kind() {
        return kind;
    }

    /** Of a slow drip. */
    int bytesPerSecond() {
        return bytesPerSecond;
    }

    /** How many bytes the client gets before. */
    long after() {
        return after;
    }

    @Override
    public String toString() {
        return kind
                + (kind == Kind.SLOW_DRIP ? " of " + bytesPerSecond + " bytes/s" : "")
                + (after > 0 ? " after " + after + " bytes" : "");
    }
}
