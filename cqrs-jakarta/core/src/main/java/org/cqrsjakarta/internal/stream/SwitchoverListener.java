package org.cqrsjakarta.internal.stream;

/** Hears of the switchovers of one stream, on the thread that pulls it. */
@FunctionalInterface
public interface SwitchoverListener {

    /** Hears nothing. */
    SwitchoverListener NONE = (position, from, to, cause) -> {};

    /**
     * A step was left and closed; the next one is about to be created.
     *
     * @param position how many items were delivered so far
     * @param from     name of the handler that was left
     * @param to       name of the handler that takes over
     * @param cause    why, without the wrappers that only transport it
     */
    void switchedOver(long position, String from, String to, Throwable cause);
}
