package org.cqrsjakarta.spi;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cqrsjakarta.spi.StreamLedger.Change;
import org.cqrsjakarta.spi.StreamLedger.Rows;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.jspecify.annotations.Nullable;

/** What a store in memory has of a stream: as any other, a text, and rows by number. Under its lock. */
final class MemoryRows {

    private final SortedMap<Long, byte[]> frames = new TreeMap<>();
    private final SortedMap<Long, String> keys = new TreeMap<>();
    private @Nullable String text;
    private long expiresMicros = Long.MAX_VALUE;

    @Nullable
    String text() {
        return text;
    }

    void write(String written, long expires) {
        text = written;
        expiresMicros = expires;
    }

    boolean isOver(long nowMicros) {
        return nowMicros >= expiresMicros;
    }

    void change(Change change) {
        if (change.afresh()) {
            frames.clear();
            keys.clear();
        }
        rows(frames, change.dropped()).clear();
        rows(keys, change.droppedKeys()).clear();
        long number = change.number();
        for (Entry entry : change.entries()) {
            frames.put(number++, entry.bytes());
        }
        number = change.firstKeyNumber();
        for (String key : change.keys()) {
            keys.put(number++, key);
        }
    }

    List<byte[]> frames(Rows numbers) {
        return List.copyOf(rows(frames, numbers).values());
    }

    List<String> keys(Rows numbers) {
        return List.copyOf(rows(keys, numbers).values());
    }

    private static <T> SortedMap<Long, T> rows(SortedMap<Long, T> all, Rows numbers) {
        return all.subMap(numbers.begin(), numbers.end());
    }
}
