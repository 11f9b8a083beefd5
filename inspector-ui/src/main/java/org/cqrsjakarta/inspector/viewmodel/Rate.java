package org.cqrsjakarta.inspector.viewmodel;

/** How fast a count grows, looked at once a second. */
final class Rate {

    private static final long LOOK_EVERY = 1_000_000;

    private long since = -1;
    private long then;
    private double perSecond;

    void look(long micros, long count) {
        if (since < 0 || count < then) {
            since = micros;
            then = count;
        } else if (micros - since >= LOOK_EVERY) {
            perSecond = (count - then) * (double) LOOK_EVERY / (micros - since);
            since = micros;
            then = count;
        }
    }

    double perSecond() {
        return perSecond;
    }
}
