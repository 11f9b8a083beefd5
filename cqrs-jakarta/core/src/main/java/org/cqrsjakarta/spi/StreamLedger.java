package org.cqrsjakarta.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cqrsjakarta.spi.StreamStore.Claim;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.cqrsjakarta.spi.StreamStore.Part;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a {@link StreamStore} for one stream, for stores that read, take one step, and write back before anybody else
 * reads. Such a store has for each stream a text, which this class reads and writes, and rows by number: the frames of entries,
 * and keys. The rows are of the store alone; a step says which are to come and to go.
 *
 * <p>A ledger serves one step. Its clock is the store's: microseconds since any origin that stays, 0 or more, and of less than
 * 150 years; longer times than 100 years count as that. A store that runs code of its own beside its data writes the rules again,
 * and is held to them by the test kit's {@code StreamStoreContract}. Not thread-safe.
 */
public final class StreamLedger {

    private final long nowMicros;
    private @Nullable LedgerCopy copy;
    private boolean isNews;

    /**
     * Numbers of rows that follow one another.
     *
     * @param begin of the first
     * @param end   of the one after the last; {@code begin} if there is none
     */
    public record Rows(long begin, long end) {

        static final Rows NONE = new Rows(0, 0);

        /** Whether there is none. */
        public boolean isEmpty() {
            return begin == end;
        }

        /** How many. */
        public int count() {
            return Math.toIntExact(end - begin);
        }

        private Rows below(long number) {
            return new Rows(begin, Math.clamp(number, begin, end));
        }
    }

    /**
     * What becomes of the rows, in this order.
     *
     * @param afresh         whether all there are go first, of entries and of keys; then it drops no others
     * @param dropped        entries that go
     * @param number         of the first entry that comes
     * @param entries        that come, in order
     * @param droppedKeys    keys that go
     * @param firstKeyNumber of the first key that comes
     * @param keys           that come, in order
     */
    public record Change(
            boolean afresh,
            Rows dropped,
            long number,
            List<Entry> entries,
            Rows droppedKeys,
            long firstKeyNumber,
            List<String> keys) {

        static final Change NONE = new Change(false, Rows.NONE, 0, List.of(), Rows.NONE, 0, List.of());

        /** Copies the lists. */
        public Change {
            entries = List.copyOf(entries);
            keys = List.copyOf(keys);
        }
    }

    private StreamLedger(@Nullable LedgerCopy copy, long nowMicros) {
        this.copy = copy;
        this.nowMicros = nowMicros;
    }

    /**
     * Reads what {@link #text} has written.
     *
     * @param text      {@code null} if there is none. One that cannot be read, or is over, counts as none
     * @param nowMicros the store's clock
     */
    public static StreamLedger read(@Nullable String text, long nowMicros) {
        LedgerCopy copy = text == null ? null : StreamText.read(text).orElse(null);
        return new StreamLedger(copy == null || copy.isOver(nowMicros) ? null : copy, nowMicros);
    }

    /** Everything but the rows, in one line of ASCII; empty if there is no copy, and its rows are to go. */
    public Optional<String> text() {
        return Optional.ofNullable(copy).map(StreamText::of);
    }

    /** When the copy is over, by the store's clock; 0 if there is none. */
    public long expiresMicros() {
        return copy == null ? 0 : copy.kept.untilMicros();
    }

    /** Nodes that are to be told of the step ({@link StreamStore.Listener#appended}), in the order of their ids. */
    public List<String> told() {
        return copy == null || !isNews ? List.of() : List.copyOf(copy.listeners.keySet());
    }

    /** The copy, if there is one. */
    public Optional<Copy> copy() {
        return Optional.ofNullable(copy).map(LedgerCopy::copy);
    }

    /**
     * {@link StreamStore#append}, which answers with the {@link #copy}.
     *
     * @param part of a producer
     */
    public Change append(Part part) {
        LedgerCopy before = copy;
        if (before != null && refuses(before, part)) {
            return Change.NONE;
        }
        boolean afresh = before == null || before.epoch < part.epoch();
        LedgerCopy now = afresh ? begin(part, before) : Objects.requireNonNull(before);
        Rows entries = new Rows(now.begin, now.end());
        Rows keys = new Rows(now.keysBegin, now.keysEnd);
        if (part.number() > now.end()) {
            now.skipTo(part);
        }
        List<Entry> added = add(part, now);
        List<String> addedKeys = keysOf(added);
        now.keysEnd += addedKeys.size();
        long end = now.end();
        now.trim(part.bounds());
        now.kept = Lasting.from(nowMicros, part.bounds().kept());
        isNews = before != now || end != entries.end();
        copy = now;
        return new Change(
                afresh,
                entries.below(now.begin),
                Math.max(now.begin, end - added.size()),
                last(added, end - now.begin),
                keys.below(now.keysBegin),
                Math.max(now.keysBegin, keys.end()),
                last(addedKeys, now.keysEnd - now.keysBegin));
    }

    private static boolean refuses(LedgerCopy copy, Part part) {
        return copy.hasEnded()
                || copy.epoch > part.epoch()
                || (copy.epoch == part.epoch() && !copy.node.equals(part.node()));
    }

    private LedgerCopy begin(Part part, @Nullable LedgerCopy before) {
        LedgerCopy begun = LedgerCopy.beginning(part, nowMicros);
        if (before != null) {
            begun.listeners.putAll(before.listeners);
        }
        return begun;
    }

    private static List<Entry> add(Part part, LedgerCopy copy) {
        List<Entry> added = new ArrayList<>();
        long number = part.number();
        for (Entry entry : part.entries()) {
            if (number >= copy.end() && !copy.hasEnded()) {
                copy.add(entry);
                added.add(entry);
            }
            number++;
        }
        return added;
    }

    private static List<String> keysOf(List<Entry> entries) {
        List<String> keys = new ArrayList<>();
        for (Entry entry : entries) {
            String key = entry.key();
            if (entry.kind() == Kind.ITEM && key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** Those that are left when the oldest were dropped. */
    private static <T> List<T> last(List<T> all, long most) {
        return all.subList((int) Math.max(0, all.size() - most), all.size());
    }

    /**
     * {@link StreamStore#read}.
     *
     * @param reading of a node
     * @return entries whose frames {@link #page} is to be given; empty if there is no copy
     */
    public Optional<Rows> read(Reading reading) {
        if (copy == null) {
            return Optional.empty();
        }
        if (reading.listen().isZero()) {
            copy.listeners.remove(reading.node());
        } else {
            copy.listeners.put(
                    reading.node(),
                    new LedgerCopy.Listening(reading.number(), Lasting.from(nowMicros, reading.listen())));
        }
        long begin = Math.max(reading.number(), copy.begin);
        return Optional.of(new Rows(begin, begin + copy.count(begin, reading.bytes())));
    }

    /**
     * What {@link #read} has asked for.
     *
     * @param rows   that it has said
     * @param frames of these rows, in order
     * @return empty if there is no copy, or these are not its frames: something was lost, and what is left is to be dropped
     */
    public Optional<Page> page(Rows rows, List<byte[]> frames) {
        LedgerCopy found = copy;
        if (found == null || frames.size() != rows.count()) {
            return Optional.empty();
        }
        return found.entries(rows.begin, frames).map(entries -> new Page(found.copy(), rows.begin, entries));
    }

    /**
     * {@link StreamStore#claim}.
     *
     * @param epoch of the node that is lost
     * @param node  that goes on
     * @param kept  how long from now on
     * @return keys that {@link #claimed} is to be given; none if the copy is not claimed
     */
    public Rows claim(long epoch, String node, Duration kept) {
        LedgerCopy found = copy;
        if (found == null) {
            return Rows.NONE;
        }
        if (found.epoch == epoch && !found.hasEnded()) {
            found.epoch = epoch + 1;
            found.node = node;
            found.kept = Lasting.from(nowMicros, kept);
            isNews = true;
        }
        boolean isClaimed = found.copy().isOf(node, epoch + 1);
        return isClaimed ? new Rows(found.keysBegin, found.keysEnd) : Rows.NONE;
    }

    /**
     * What {@link #claim} has brought.
     *
     * @param rows that it has said
     * @param keys of these rows, in order
     * @return empty if there is no copy, or these are not its keys: something was lost, and what is left is to be dropped
     */
    public Optional<Claim> claimed(Rows rows, List<String> keys) {
        return keys.size() == rows.count() ? copy().map(found -> new Claim(found, keys)) : Optional.empty();
    }

    /**
     * {@link StreamStore#remove}.
     *
     * @param epoch of whoever drops it
     */
    public void remove(long epoch) {
        if (copy != null && copy.epoch == epoch) {
            copy = null;
        }
    }
}
