package org.cqrsjakarta.inspector.view;

/** Something that is worth doing now and then only. */
final class Every {

    private final long micros;
    private boolean done;
    private long last;

    Every(long micros) {
        this.micros = micros;
    }

    /** Whether it is to be done again; then the next time is counted from now. Time that goes back makes it due, too. */
    boolean isDue(long now) {
        if (done && now >= last && now - last < micros) {
            return false;
        }
        done = true;
        last = now;
        return true;
    }

    /** Has it be done the next time. */
    void hurry() {
        done = false;
    }
}
