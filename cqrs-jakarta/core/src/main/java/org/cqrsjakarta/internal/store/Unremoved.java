package org.cqrsjakarta.internal.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Copies of streams that are to be gone, and may not be yet: else another node would go on, after the loss of this one, with
 * what its user has stopped. Of those beyond {@link #MOST}, only one attempt is made. Thread-safe.
 */
final class Unremoved {

    private static final int MOST = 10_000;

    /** Their epochs, by key. */
    private final Map<String, Long> epochs = new ConcurrentHashMap<>();

    void add(String key, long epoch) {
        if (epochs.size() < MOST) {
            epochs.merge(key, epoch, Math::max);
        }
    }

    void done(String key, long epoch) {
        epochs.remove(key, epoch);
    }

    void forEach(BiConsumer<String, Long> action) {
        epochs.forEach(action);
    }
}
