package org.cqrsjakarta.spi;

import static org.cqrsjakarta.spi.StoreArguments.check;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the nodes of an application find the streams of each other: copies of what their clients were sent, the nodes that
 * live, and what they tell all the others. A bean of this type is used if {@code cqrs.store.streams} says so.
 *
 * <p>Every operation is one atomic step at the store; steps on different streams have nothing to do with each other. All times
 * are the store's own: a clock that was set back never makes anything last longer than it would have from now on. What is not
 * there any more, or cannot be read, counts as missing. Numbers, positions and epochs are up to 2^52, so that a store may count
 * in double precision.
 *
 * <p><b>A copy.</b> One node at a time produces a stream, in an epoch: {@link #claim} begins the next one, and from then on
 * the node of the epoch before is refused. The copy has the last entries of the stream, numbered from 0 on without a gap in
 * it; older ones are dropped.
 *
 * <pre>
 *   missing --append(epoch)--&gt; OF EPOCH, next number --append, same epoch and node--&gt; …
 *                                |        ^
 *                                |        | claim(epoch): epoch + 1, another node; entries and keys stay
 *                                +--------+
 *                                | an entry that is the END: nothing is added, nobody claims it
 *                                v
 *                              ENDED --remove, or kept for as long as was said--&gt; missing
 * </pre>
 *
 * <p>Callable from any thread, and never called by one that serves a request: a call may block, and is given up by its caller
 * after {@code cqrs.store.timeout}, with an interrupt when the application stops. A call may be repeated: the same part changes
 * nothing more. What is out of its range is refused by an {@link IllegalArgumentException} that says what was found and what is
 * allowed, and changes nothing: records check themselves, and {@link StoreArguments} has the rest. A store is closed by whoever
 * made it, not by the library.
 */
public interface StreamStore {

    /**
     * Adds to a stream's copy, and begins it where there is none.
     * <ol>
     *   <li>A copy of a larger epoch, or of the same one and another node, stays as it is: the part is refused. So is any for
     *       one that has ended.
     *   <li>Where there is none, or one of a smaller epoch, it begins with this part: of {@link Part#epoch}, node and owner, at
     *       {@link Part#from}, with its {@link Part#step}, and no keys. Whoever listens to the smaller one listens to this one.
     *   <li>A part whose first number is beyond the copy's {@link Copy#end} leaves a gap: the entries before it are dropped,
     *       and the copy is at {@link Part#from}, with {@link Part#step}. The keys stay.
     *   <li>Entries with a number below the copy's end are there already. The others are added, one by one: the copy is at
     *       their position; an item's key is the last of the keys, also if it is one of them already; a
     *       {@link Kind#SWITCHOVER} makes the step one more; after an {@link Kind#END} the copy has ended, and has no more.
     *   <li>While there are more than {@link Bounds#entries}, or they have more than {@link Bounds#bytes}, the oldest is
     *       dropped, and something is missing before its {@link Entry#matteredUntil}; the {@link Kind#END} is not. Of the keys,
     *       those beyond {@link Bounds#keys} are dropped, oldest first.
     *   <li>The copy is kept for {@link Bounds#kept} from now on.
     * </ol>
     *
     * @param stream which one
     * @param part   the producer's
     * @return what there is now; the part was taken if it has the part's epoch and node
     */
    Copy append(Stream stream, Part part);

    /**
     * Reads from a copy, and says who listens to it. Whoever listens is told of what is appended ({@link Listener#appended}).
     * The copy is not kept for longer.
     *
     * @param stream  which one
     * @param reading what is wanted
     * @return empty if there is no copy
     */
    Optional<Page> read(Stream stream, Reading reading);

    /**
     * Goes on with a stream whose node is lost. If the copy is of this epoch, and has not ended, it is of the next one, and of
     * this node. The same claim again is answered like the first.
     *
     * @param stream which one
     * @param epoch  of the node that is lost, 1 or more
     * @param node   that goes on, as in {@link #beat}
     * @param kept   how long the copy is kept from now on, more than 0
     * @return the copy as it is now, claimed if it has the next epoch and this node; empty if there is none
     * @throws IllegalArgumentException if a value is out of its range
     */
    Optional<Claim> claim(Stream stream, long epoch, String node, Duration kept);

    /**
     * Drops a copy of this epoch; without effect on any other.
     *
     * @param stream which one
     * @param epoch  of whoever drops it, 1 or more
     * @throws IllegalArgumentException if it is out of its range
     */
    void remove(Stream stream, long epoch);

    /**
     * A node lives, and hears what was posted.
     *
     * @param namespace of the application
     * @param node      id of the node, of {@code A-Z a-z 0-9 _ -}, up to 64: another one after each start
     * @param live      for how long it counts as live from now on, 0 or more; 0: it stops
     * @param after     number of the last post that it has heard of, 0 if there was none; -1: it wants those that are to come
     * @return what there is now
     * @throws IllegalArgumentException if a value is out of its range
     */
    Beat beat(String namespace, String node, Duration live, long after);

    /**
     * Tells all nodes something. The store numbers posts from 1 on, without a gap, and keeps each for {@code kept}, and no more
     * than the last 10,000.
     *
     * @param namespace of the application
     * @param text      of printable ASCII, up to 256 characters
     * @param kept      for how long, more than 0
     * @throws IllegalArgumentException if a value is out of its range
     */
    void post(String namespace, String text, Duration kept);

    /**
     * Asks to be told of posts, and of copies that this node listens to. It is a hint: it may be late, told twice or lost, and
     * the node asks now and then all the same. A store that cannot tell returns a subscription that does nothing. Returns at
     * once, also while the store is away, and connects again by itself.
     *
     * @param namespace of the application
     * @param node      that listens, as it says by {@link #read}, of this store
     * @param listener  is told, on the store's own thread, which it does not keep
     * @return the subscription
     * @throws IllegalArgumentException if the node is no id, as in {@link #beat}
     */
    CircuitStore.Subscription subscribe(String namespace, String node, Listener listener);

    /**
     * Names a stream. Two namespaces have nothing in common.
     *
     * @param namespace of the application: any text, the same on all its nodes
     * @param key       of the stream: 22 of {@code A-Z a-z 0-9 _ -}
     */
    record Stream(String namespace, String key) {

        /**
         * Checks the key.
         *
         * @throws IllegalArgumentException if it is none
         */
        public Stream {
            Objects.requireNonNull(namespace, "namespace");
            check(key.matches("[A-Za-z0-9_-]{22}"), "key", key, "22 of A-Z a-z 0-9 _ -");
        }
    }

    /** What an entry is. */
    enum Kind {
        /** An item. */
        ITEM,
        /** The stream goes on with the next step of its chain. */
        SWITCHOVER,
        /** Anything else that is no item. */
        EVENT,
        /** The last. */
        END
    }

    /**
     * A frame of a stream.
     *
     * @param kind     what it is
     * @param position to which an item leads, or at which anything else came, 0 or more
     * @param key      of an item, by which it is told apart from others: any text; {@code null} where nobody asks for it, and
     *                 in what is read
     * @param bytes    the frame, as clients get it; nobody changes them any more
     */
    // On its way to or from a store: nobody compares it.
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(Kind kind, long position, @Nullable String key, byte[] bytes) {

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if the position is negative
         */
        public Entry {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(bytes, "bytes");
            check(position >= 0, "position", position, "0 or more");
        }

        /** The first position for which it does not matter; what is no item may be told twice to who is just there. */
        public long matteredUntil() {
            return kind == Kind.ITEM ? position : position + 1;
        }
    }

    /**
     * How much of a stream is kept.
     *
     * @param entries how many, 1 or more
     * @param bytes   of their frames, 1 or more
     * @param keys    how many, 0 or more
     * @param kept    for how long after the last part, more than 0
     */
    record Bounds(int entries, long bytes, int keys, Duration kept) {

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public Bounds {
            check(entries >= 1, "entries", entries, "1 or more");
            check(bytes >= 1, "bytes", bytes, "1 or more");
            check(keys >= 0, "keys", keys, "0 or more");
            StoreArguments.kept(kept);
        }
    }

    /**
     * What a producer adds.
     *
     * @param node    that produces the stream, as in {@link StreamStore#beat}
     * @param epoch   in which it does, 1 or more
     * @param owner   whose stream it is: a digest, of {@code A-Z a-z 0-9 _ - .}, up to 128. It is the copy's from its beginning on
     * @param number  of the first entry, 0 or more; without entries of the next to come
     * @param from    position from which on nothing is missing from that entry on, 0 or more
     * @param step    index of the step that runs before that entry, 0 or more
     * @param entries in order
     * @param bounds  of the copy
     */
    record Part(
            String node,
            long epoch,
            String owner,
            long number,
            long from,
            int step,
            List<Entry> entries,
            Bounds bounds) {

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public Part {
            StoreArguments.node(node);
            StoreArguments.epoch(epoch);
            check(owner.matches("[A-Za-z0-9_.-]{1,128}"), "owner", owner, "1 to 128 of A-Z a-z 0-9 _ - .");
            check(number >= 0, "number", number, "0 or more");
            check(from >= 0, "from", from, "0 or more");
            check(step >= 0, "step", step, "0 or more");
            Objects.requireNonNull(bounds, "bounds");
            entries = List.copyOf(entries);
        }
    }

    /**
     * What the store has of a stream.
     *
     * @param owner    whose it is
     * @param epoch    in which it is produced
     * @param node     that produces it, or did
     * @param begin    number of the first entry that is there
     * @param end      number of the next to come
     * @param from     position from which on nothing is missing
     * @param position of the last entry that was added; {@link Part#from} if none was since the beginning or a gap
     * @param step     index of the step that runs after the last entry
     * @param ended    whether there is nothing more to come
     * @param taken    the largest number up to which a listener has taken it; empty if nobody listens
     */
    record Copy(
            String owner,
            long epoch,
            String node,
            long begin,
            long end,
            long from,
            long position,
            int step,
            boolean ended,
            OptionalLong taken) {

        /** Whether it is this node that produces it, in this epoch. */
        public boolean isOf(String producer, long inEpoch) {
            return epoch == inEpoch && node.equals(producer);
        }
    }

    /**
     * What is wanted of a copy.
     *
     * @param number of the first entry that is wanted, 0 or more: whoever listens has taken those before it
     * @param bytes  as many entries as have no more bytes than that, but one at least; 0: none
     * @param node   that reads, as in {@link StreamStore#beat}
     * @param listen for how long it is going to listen from now on; 0: it does not, any more
     */
    record Reading(long number, int bytes, String node, Duration listen) {

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public Reading {
            check(number >= 0, "number", number, "0 or more");
            check(bytes >= 0, "bytes", bytes, "0 or more");
            StoreArguments.node(node);
            check(!listen.isNegative(), "listen", listen, "0 or more");
        }
    }

    /**
     * Some of a copy.
     *
     * @param copy    it
     * @param number  of the first entry here: the one that was asked for, or the copy's first where that is not there any more
     * @param entries in order
     */
    record Page(Copy copy, long number, List<Entry> entries) {

        /** Copies the entries. */
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A stream that a node goes on with.
     *
     * @param copy of it
     * @param keys of its items, oldest first; none if it was not claimed
     */
    record Claim(Copy copy, List<String> keys) {

        /** Copies the keys. */
        public Claim {
            keys = List.copyOf(keys);
        }
    }

    /**
     * What a node hears.
     *
     * @param live  ids of the nodes that live, in their order
     * @param last  number of the last post that there ever was; 0: none
     * @param posts those after the one that the node has heard of, as far as they are kept, in order; all, if the store has
     *              never come to that one, because it has lost something
     */
    record Beat(List<String> live, long last, List<String> posts) {

        /** Copies the lists. */
        public Beat {
            live = List.copyOf(live);
            posts = List.copyOf(posts);
        }
    }

    /** Hears of changes. What it throws is of no interest. */
    interface Listener {

        /**
         * A copy has more, or another epoch.
         *
         * @param key of its stream
         */
        void appended(String key);

        /** There is a new post. */
        void posted();

        /** Anything may have changed: the connection was lost, and is there again. */
        void allMayHaveChanged();
    }
}
