package org.cqrsjakarta.internal.sse;

import java.util.ArrayList;
import java.util.List;

/**
 * Those who read a journal, and how far the foremost of them has come; where there is none, the last one that there was.
 * Under the journal's lock.
 */
final class JournalReaders {

    private final List<JournalReader> all = new ArrayList<>(1);
    private long taken;
    private long takenBytes;

    /** Number of the first frame that the foremost has not taken. */
    long taken() {
        return taken;
    }

    /** How many bytes were added before that one. */
    long takenBytes() {
        return takenBytes;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    void add(JournalReader reader) {
        if (all.isEmpty()) {
            taken = reader.next;
            takenBytes = reader.nextBytes;
        } else {
            var unused = advanced(reader);
        }
        all.add(reader);
    }

    /** Answers whether it was one of them. */
    boolean remove(JournalReader reader) {
        boolean wasThere = all.remove(reader);
        if (wasThere && !all.isEmpty()) {
            taken = -1;
            all.forEach(this::advanced);
        }
        return wasThere;
    }

    /** Takes up that one may have taken more; answers whether it is the foremost now. */
    boolean advanced(JournalReader reader) {
        boolean isForemost = reader.next > taken;
        if (isForemost) {
            taken = reader.next;
            takenBytes = reader.nextBytes;
        }
        return isForemost;
    }

    /** Wakes those who have what they wait for, or who are not to wait any more. */
    void wake(long addedBytes, boolean all) {
        for (int i = 0; i < this.all.size(); i++) {
            JournalReader reader = this.all.get(i);
            if (reader.waitsFor > 0 && (all || addedBytes - reader.nextBytes >= reader.waitsFor)) {
                reader.waitsFor = 0;
                reader.bell.ring();
            }
        }
    }

    /** Wakes everybody, whether they wait or not. */
    void ring() {
        all.forEach(reader -> reader.bell.ring());
    }
}
