package org.cqrsjakarta.internal.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cqrsjakarta.spi.StreamStore;
import org.jspecify.annotations.Nullable;

/** Who on this node waits for which copies. */
final class StreamHints implements StreamStore.Listener {

    private final Map<String, List<Runnable>> waiting = new ConcurrentHashMap<>();
    private final Runnable beat;

    /** Creates them: what is new for the whole node is found by a beat. */
    StreamHints(Runnable beat) {
        this.beat = beat;
    }

    /** Returns a way to end it. */
    Runnable listen(String key, Runnable hint) {
        waiting.computeIfAbsent(key, unknown -> new CopyOnWriteArrayList<>()).add(hint);
        return () -> waiting.computeIfPresent(key, (known, told) -> {
            told.remove(hint);
            return told.isEmpty() ? null : told;
        });
    }

    @Override
    public void appended(String key) {
        @Nullable List<Runnable> told = waiting.get(key);
        if (told != null) {
            told.forEach(Runnable::run);
        }
    }

    @Override
    public void posted() {
        beat.run();
    }

    @Override
    public void allMayHaveChanged() {
        beat.run();
        waiting.values().forEach(told -> told.forEach(Runnable::run));
    }
}
