package org.cqrsjakarta.spi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Part;

/** A copy as its ledger has it: all but frames and keys, of which it knows the numbers. */
final class LedgerCopy {

    private static final byte[] NO_FRAME = {};

    final String owner;
    long epoch;
    String node;
    long begin;
    long from;
    long position;
    int step;
    Lasting kept;
    long keysBegin;
    long keysEnd;

    final Deque<Indexed> index = new ArrayDeque<>();
    final SortedMap<String, Listening> listeners = new TreeMap<>();
    private long bytes;

    /** An entry without its frame. */
    record Indexed(Kind kind, long position, int bytes) {

        Entry entry(byte[] frame) {
            return new Entry(kind, position, null, frame);
        }

        private boolean isEnd() {
            return kind == Kind.END;
        }
    }

    /** A node: up to which number it has taken the stream, and for how long it is going to listen. */
    record Listening(long taken, Lasting lasting) {}

    LedgerCopy(String owner, long epoch, String node, Lasting kept) {
        this.owner = owner;
        this.epoch = epoch;
        this.node = node;
        this.kept = kept;
    }

    /** One that begins with this part, and has nothing of it yet. */
    static LedgerCopy beginning(Part part, long nowMicros) {
        LedgerCopy copy = new LedgerCopy(
                part.owner(),
                part.epoch(),
                part.node(),
                Lasting.from(nowMicros, part.bounds().kept()));
        copy.skipTo(part);
        return copy;
    }

    long end() {
        return begin + index.size();
    }

    boolean hasEnded() {
        Indexed last = index.peekLast();
        return last != null && last.isEnd();
    }

    /** What is over goes, by a clock that may have been set back. */
    boolean isOver(long nowMicros) {
        kept = kept.asOf(nowMicros);
        listeners.replaceAll((same, listening) -> new Listening(listening.taken, listening.lasting.asOf(nowMicros)));
        listeners.values().removeIf(listening -> listening.lasting.isOver(nowMicros));
        return kept.isOver(nowMicros);
    }

    /** Goes on behind a gap. */
    void skipTo(Part part) {
        index.clear();
        bytes = 0;
        begin = part.number();
        from = part.from();
        position = part.from();
        step = part.step();
    }

    void add(Entry entry) {
        index(new Indexed(entry.kind(), entry.position(), entry.bytes().length));
        position = entry.position();
        if (entry.kind() == Kind.SWITCHOVER) {
            step++;
        }
    }

    void index(Indexed entry) {
        index.addLast(entry);
        bytes += entry.bytes;
    }

    void trim(Bounds bounds) {
        while (index.size() > bounds.entries() || bytes > bounds.bytes()) {
            if (index.getFirst().isEnd()) {
                break;
            }
            Indexed oldest = index.removeFirst();
            begin++;
            bytes -= oldest.bytes;
            from = Math.max(from, oldest.entry(NO_FRAME).matteredUntil());
        }
        keysBegin = Math.max(keysBegin, keysEnd - bounds.keys());
    }

    /** How many entries from a number on have no more bytes than that, but one at least; of 0 bytes none. */
    int count(long number, int most) {
        int count = 0;
        long sum = 0;
        Iterator<Indexed> entries = from(number);
        while (entries.hasNext() && most > 0) {
            sum += entries.next().bytes;
            if (count > 0 && sum > most) {
                break;
            }
            count++;
        }
        return count;
    }

    /** Those from a number on, of which these are the frames; empty if they are not. */
    Optional<List<Entry>> entries(long number, List<byte[]> frames) {
        List<Entry> entries = new ArrayList<>();
        Iterator<Indexed> indexed = from(number);
        for (byte[] frame : frames) {
            Indexed entry = indexed.next();
            if (frame.length != entry.bytes) {
                return Optional.empty();
            }
            entries.add(entry.entry(frame));
        }
        return Optional.of(entries);
    }

    private Iterator<Indexed> from(long number) {
        return index.stream().skip(number - begin).iterator();
    }

    Copy copy() {
        return new Copy(owner, epoch, node, begin, end(), from, position, step, hasEnded(), taken());
    }

    private OptionalLong taken() {
        return listeners.values().stream().mapToLong(Listening::taken).max();
    }
}
