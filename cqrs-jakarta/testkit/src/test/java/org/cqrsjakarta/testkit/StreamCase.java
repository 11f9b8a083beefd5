package org.cqrsjakarta.testkit;

import java.time.Duration;
import java.util.List;

/**
 * An event stream, and what a browser makes of it.
 *
 * @param name   what it is about
 * @param stream its bytes
 * @param events what is dispatched, in order
 * @param retry  the reconnection time in the end; {@code null} if the stream sets none
 */
public record StreamCase(String name, byte[] stream, List<Dispatched> events, Duration retry) {

    /**
     * An event as a browser's script sees it.
     *
     * @param event       its name
     * @param data        its data
     * @param lastEventId the last id that was sent so far, be it with this event or before; empty if none was
     */
    public record Dispatched(String event, String data, String lastEventId) {}

    @Override
    public String toString() {
        return name;
    }
}
