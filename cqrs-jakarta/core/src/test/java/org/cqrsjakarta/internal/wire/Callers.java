package org.cqrsjakarta.internal.wire;

/** Requests, as the library sees them begin. */
public final class Callers {

    private Callers() {}

    /** A request of nobody in particular begins on this thread. */
    public static void begin() {
        new Caller(null, null, false, null, null).enter();
    }
}
