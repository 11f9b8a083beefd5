package org.cqrsjakarta.internal.stream;

import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the items that one stream has delivered, in the order in which they came; a bounded number, which takes some 50
 * bytes for each beside the key itself. Not thread-safe.
 */
final class DeliveredKeys {

    private final StepEnvironment around;
    private final int most;
    private final LinkedHashSet<Object> keys = new LinkedHashSet<>();
    private boolean told;

    /** That was asked about last. */
    private @Nullable Object last;

    /**
     * Begins without any.
     *
     * @param around the stream, for messages
     * @param most   number of keys that are kept, 1 or more
     */
    DeliveredKeys(StepEnvironment around, int most) {
        this.around = around;
        this.most = most;
    }

    /**
     * Takes up a key. Where there is no room for it, the one that came first is forgotten.
     *
     * @return {@code false} if it is there
     */
    boolean add(Object key) {
        last = key;
        boolean isNew = keys.add(key);
        if (keys.size() > most) {
            keys.removeFirst();
            tell();
        }
        return isNew;
    }

    boolean contains(Object key) {
        return keys.contains(key);
    }

    /**
     * Takes up a key if there is room. The step that asks in this way repeats what came before, as a rule from its
     * beginning: were each repeat of a forgotten key to take the place of the next one, all of them would come again.
     *
     * @return {@code false} if it is there
     */
    boolean addIfRoom(Object key) {
        last = key;
        if (keys.size() < most) {
            return keys.add(key);
        }
        if (keys.contains(key)) {
            return false;
        }
        tell();
        return true;
    }

    /** The key that was added last, or found to be there. */
    @Nullable
    Object last() {
        return last;
    }

    private void tell() {
        if (!told) {
            told = true;
            StreamLog.LOG.keysForgotten(around.stream(), most);
        }
    }
}
