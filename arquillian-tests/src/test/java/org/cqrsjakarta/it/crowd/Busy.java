package org.cqrsjakarta.it.crowd;

import org.cqrsjakarta.StreamRequest;

/** Asks for the time, in microseconds since 1970, every few milliseconds. */
public record Busy() implements StreamRequest<Long> {

    static final int EVERY_MILLIS = 5;
}
