package org.cqrsjakarta.internal.delivery;

import java.time.Duration;
import org.cqrsjakarta.internal.config.PropertyReader;

/**
 * What MicroProfile Config says about clients that come back, and about those that are slow.
 *
 * @param window      {@code cqrs.sse.resume-window} (default 30 s): how long a stream is held for a client that has gone,
 *                    or has perhaps not seen the end; 0: not at all
 * @param items       {@code cqrs.sse.resume-items} (default 256): how many of its last frames a stream keeps, 1 or more
 * @param bytes       {@code cqrs.sse.resume-bytes} (default 256 KB): how many bytes of them a stream keeps, 1 or more
 * @param bytesInAll  {@code cqrs.sse.resume-bytes-in-all} (default 64 MB): how many bytes all streams keep together, 1 or
 *                    more
 * @param heldStreams {@code cqrs.sse.resume-streams} (default 1000): how many streams are held at a time, 1 or more
 * @param ahead       {@code cqrs.sse.ahead} (default 32 KB): how many bytes a handler may be ahead of whoever reads, 1 or
 *                    more; up to eight times as many ahead of a client that keeps up, while all journals have no more than a
 *                    half of what they may
 * @param rerun       {@code cqrs.sse.rerun} (default {@code allow}): whether a client that comes back for more than was kept
 *                    is served by a new run of its request
 * @param rerunItems  {@code cqrs.sse.rerun-items} (default 100,000): how many items such a run may produce and pass over, 1
 *                    or more; a position beyond that, of a stream that nobody knows, is passed over
 */
public record ResumptionRules(
        Duration window,
        int items,
        int bytes,
        long bytesInAll,
        int heldStreams,
        int ahead,
        boolean rerun,
        int rerunItems) {

    private static final String RERUN = "cqrs.sse.rerun";

    /** Reads them, with the default in place of a bad value. */
    public static ResumptionRules from(PropertyReader reader) {
        return new ResumptionRules(
                reader.durationOrZero("cqrs.sse.resume-window", "PT30S"),
                reader.positive("cqrs.sse.resume-items", 256),
                reader.positive("cqrs.sse.resume-bytes", 256 * 1024),
                reader.positive("cqrs.sse.resume-bytes-in-all", 64 * 1024 * 1024),
                reader.positive("cqrs.sse.resume-streams", 1000),
                reader.positive("cqrs.sse.ahead", 32 * 1024),
                rerun(reader),
                reader.positive("cqrs.sse.rerun-items", 100_000));
    }

    private static boolean rerun(PropertyReader reader) {
        String found = reader.text(RERUN).map(String::strip).orElse("allow");
        if (!found.equals("allow") && !found.equals("refuse")) {
            reader.bad().say(RERUN, found, "allow or refuse");
        }
        return !found.equals("refuse");
    }

    /** Whether streams are held at all. */
    public boolean holds() {
        return window.isPositive();
    }

    /** How many frames are kept for a client that comes back. */
    public int kept() {
        return holds() ? items : 0;
    }
}
