package org.cqrsjakarta.it.security;

import java.util.concurrent.atomic.AtomicInteger;

/** Knows whether the {@link Canary} was loaded or made. */
public final class Cage {

    private static final AtomicInteger OPENED = new AtomicInteger();

    private Cage() {}

    static void opened() {
        OPENED.incrementAndGet();
    }

    static int timesOpened() {
        return OPENED.get();
    }
}
