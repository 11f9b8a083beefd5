package org.cqrsjakarta.internal.stream;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/** Comes into its queue when the stream around a run is unreachable, unless the run is unreachable as well. */
final class WatchedStream extends PhantomReference<PulledStream<?>> {

    private final StreamRun<?> run;
    private final @Nullable String place;

    /**
     * Begins to watch.
     *
     * @param place at which the stream was opened; {@code null} where that was not recorded
     */
    WatchedStream(
            PulledStream<?> stream, StreamRun<?> run, @Nullable String place, ReferenceQueue<PulledStream<?>> queue) {
        super(stream, queue);
        this.run = run;
        this.place = place;
    }

    StreamRun<?> run() {
        return run;
    }

    @Nullable
    String place() {
        return place;
    }
}
