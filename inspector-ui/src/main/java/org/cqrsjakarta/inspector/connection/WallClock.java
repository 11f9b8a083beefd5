package org.cqrsjakarta.inspector.connection;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time of day. */
@FunctionalInterface
public interface WallClock {

    /** That of the machine. */
    WallClock SYSTEM = () -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

    /** Microseconds since 1970. */
    long micros();
}
