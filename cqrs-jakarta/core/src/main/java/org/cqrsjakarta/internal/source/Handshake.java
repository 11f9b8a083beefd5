package org.cqrsjakarta.internal.source;

/** A moment at which another thread stands still, after which all that it has written is there to be read. */
final class Handshake {

    private Handshake() {}

    /** Stops it for a moment: the JVM does so to tell its stack. Throws nothing: nothing may keep a thread from leaving. */
    @SuppressWarnings("IllegalCatch")
    static void with(Thread other) {
        try {
            var unused = other.getStackTrace();
        } catch (Throwable exhausted) {
            // It stands still before anything of its stack is told.
        }
    }
}
