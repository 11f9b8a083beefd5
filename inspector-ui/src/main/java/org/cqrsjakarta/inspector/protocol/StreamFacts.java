package org.cqrsjakarta.inspector.protocol;

import java.util.List;

/**
 * A stream that is open.
 *
 * @param stream   its id
 * @param request  the request's class
 * @param started  when, in microseconds since 1970, by the clock of the server
 * @param steps    names of the handlers that were started, in order
 * @param position how many items were delivered
 * @param held     whether nobody listens, and it is kept for its client to come back
 */
public record StreamFacts(
        String stream, String request, long started, List<String> steps, long position, boolean held) {

    /** One that somebody listens to. */
    public StreamFacts(String stream, String request, long started, List<String> steps, long position) {
        this(stream, request, started, steps, position, false);
    }

    public StreamFacts {
        steps = List.copyOf(steps);
    }
}
