package org.cqrsjakarta.internal.time;

/**
 * A moment at which another thread stands still, after which all that it has written is there to be read, and what was written
 * before is there for it. Whoever seldom has something to tell a busy thread pays for both with it: that one needs no fence.
 */
public final class Handshake {

    private Handshake() {}

    /** Stops it for a moment: the JVM does so to tell its stack. Throws nothing: nothing may keep a thread from leaving. */
    @SuppressWarnings("IllegalCatch")
    public static void with(Thread other) {
        try {
            var unused = other.getStackTrace();
        } catch (Throwable exhausted) {
            // It stands still before anything of its stack is told.
        }
    }
}
