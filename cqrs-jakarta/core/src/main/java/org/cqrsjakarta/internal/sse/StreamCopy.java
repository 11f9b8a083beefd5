package org.cqrsjakarta.internal.sse;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.internal.sse.KeptFrames.Since;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.cqrsjakarta.internal.store.StoreAwayException;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Part;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * What other nodes find of a stream that this one produces. Whoever reads the stream's journal here brings it up to date
 * first, so that no client has got what a node that goes on with the stream does not know. Callable from any thread that may
 * wait a little.
 *
 * <p>One part is under way at a time. A store that is late costs this stream its place there, and no other one, and no longer
 * than until it has answered:
 *
 * <pre>
 *   IN STEP ----------------- no answer in time, or a failure ----------------------&gt; ALONE
 *   readers take what the copy has        &lt;--- the copy has everything ---     readers take everything
 * </pre>
 *
 * <p>Alone, nobody waits for the store: its answer has the next part sent, and where it has failed, the next time that the
 * store is known to answer.
 */
final class StreamCopy {

    /** So many bytes go at once at the most, unless one frame alone has more. */
    private static final int PART = 64 * 1024;

    /** Who has not seen the end finds it for so long. */
    private static final Duration AFTER_END = Duration.ofMinutes(10);

    private final NodeStreams nodes;
    private final Time time;
    private final Journal journal;
    private final Bounds bounds;
    private final Runnable lost;
    private final String key;
    private final String owner;
    private final long epoch;

    /** Number of an entry there, less that of the frame here. */
    private final long offset;

    /** Index of the step that ran before the journal's first frame, as this node counts. */
    private final int step;

    private final ReentrantLock lock = new ReentrantLock();

    /** Under the lock: number of the first frame that is not there; negative: nobody has asked for any. */
    private long next;

    /** Under the lock: a part is at the store, or waits for its turn there. */
    private boolean isUnderWay;

    /** Under the lock: when the store is asked again; {@code null}: at once. */
    private @Nullable Long apartUntilNanos;

    /** Under the lock: what was there is dropped, or is going to be. */
    private boolean isDropped;

    private volatile boolean isAlone;
    private volatile boolean isElsewhere;

    /** Whether its end is there. */
    private volatile boolean hasEnded;

    /** Nothing of it is wanted any more. */
    private volatile boolean isOver;

    private volatile OptionalLong taken = OptionalLong.empty();

    /** Where a copy begins, and whose it is. */
    record Origin(String key, String owner, long epoch, long offset, int step) {}

    /**
     * Begins it.
     *
     * @param lost   is told, perhaps more than once, that another node goes on with the stream; it waits for nothing
     * @param origin where it begins
     * @param next number of the journal's frame that comes first; negative: whichever is asked for
     */
    StreamCopy(NodeStreams nodes, Time time, Journal journal, Bounds bounds, Runnable lost, Origin origin, long next) {
        this.nodes = nodes;
        this.time = time;
        this.journal = journal;
        this.bounds = bounds;
        this.lost = lost;
        this.key = origin.key();
        this.owner = origin.owner();
        this.epoch = origin.epoch();
        this.offset = origin.offset();
        // What the journal has from another node counts there already.
        this.step = origin.step() - (next > 0 ? journal.since(next, 1).switchovers() : 0);
        this.next = next;
    }

    /** Of its listeners on other nodes: the number, here, up to which one has taken it; empty if there is none. */
    OptionalLong taken() {
        OptionalLong there = taken;
        return there.isEmpty() ? there : OptionalLong.of(there.getAsLong() - offset);
    }

    /** Whether another node goes on with the stream. */
    boolean isElsewhere() {
        return isElsewhere;
    }

    /** Other nodes find the stream, and nothing of it yet. */
    void announce(long from) {
        nodes.appendSoon(key, new Part(nodes.node(), epoch, owner, offset, from, step, List.of(), bounds));
    }

    /** Nothing of it is wanted any more, unless its end is there for who has not seen it. Waits for nobody. */
    void remove() {
        isOver = true;
        dropIfOver();
    }

    /** What is under way would be there after it. Whoever has the lock does it then. */
    private void dropIfOver() {
        if (!isOver || !lock.tryLock()) {
            return;
        }
        try {
            if (!isUnderWay && !isDropped && !isElsewhere && !hasEnded) {
                isDropped = true;
                nodes.removeSoon(key, epoch);
            }
        } finally {
            lock.unlock();
        }
    }

    private void unlock() {
        lock.unlock();
        dropIfOver();
    }

    /**
     * Copies everything that there is, and has readers take it. While it is alone they take it all the same.
     *
     * @return {@code false} if another node goes on with the stream
     */
    boolean release() {
        lock.lock();
        try {
            boolean goesOn = true;
            // What comes meanwhile is for the next time: a source may be faster than the store.
            long end = journal.end();
            while (goesOn && end > next) {
                goesOn = isTaken(!isAlone);
            }
            return !isElsewhere;
        } finally {
            unlock();
        }
    }

    /** Somebody asks for it from this frame on; without effect if it is copied already. */
    void beginAt(long number) {
        lock.lock();
        try {
            next = next < 0 ? number : next;
        } finally {
            unlock();
        }
    }

    /**
     * Copies some of what there is, and asks how far others have come.
     *
     * @return number of the first frame that is not there
     */
    long some() {
        lock.lock();
        try {
            var unused = isTaken(true);
            return next;
        } finally {
            unlock();
        }
    }

    /** The store is known to answer. Waits for nobody. */
    void catchUp() {
        if (!isAlone || !lock.tryLock()) {
            return;
        }
        try {
            apartUntilNanos = null;
            if (nodes.keepsJournals() && !isUnderWay && journal.end() <= next) {
                // What was late or failed had nothing for readers: the next that comes is copied before they take it.
                isAlone = false;
                releaseTo(next);
            }
            sendTheRest();
        } finally {
            unlock();
        }
    }

    /** Sends some, and waits until the store has taken it, as long as it may. */
    private boolean isTaken(boolean waits) {
        if (!maySend()) {
            goAlone();
            return false;
        }
        Sent sent = send();
        try {
            if (waits) {
                return settle(sent, nodes.await(sent.answer()));
            }
        } catch (StoreAwayException e) {
            fail();
            return false;
        } catch (TimeoutException e) {
            goAlone();
        } catch (InterruptedException e) {
            // Whoever is wanted back writes no more, and others ask again.
            Thread.currentThread().interrupt();
        }
        settleWhenAnswered(sent);
        return false;
    }

    private boolean maySend() {
        Long until = apartUntilNanos;
        return !isElsewhere && !isUnderWay && !isOver && (until == null || until - time.nanos() <= 0);
    }

    private record Sent(Since since, CompletableFuture<Copy> answer) {}

    private Sent send() {
        Since since = journal.since(next, PART);
        CompletableFuture<Copy> answer = nodes.append(key, partOf(since));
        // Not before: without memory there is none.
        isUnderWay = true;
        return new Sent(since, answer);
    }

    private void settleWhenAnswered(Sent sent) {
        var unused = sent.answer().whenComplete((copy, failure) -> {
            lock.lock();
            try {
                if (failure != null) {
                    fail();
                } else if (settle(sent, copy)) {
                    sendTheRest();
                }
            } finally {
                unlock();
            }
        });
    }

    /** What readers have taken alone the copy is to have, too, whether or not anything follows. */
    private void sendTheRest() {
        if (nodes.keepsJournals() && journal.end() > next && maySend()) {
            settleWhenAnswered(send());
        }
    }

    /** The store has answered; returns whether it has taken what was sent. */
    private boolean settle(Sent sent, Copy copy) {
        isUnderWay = false;
        apartUntilNanos = null;
        taken = copy.taken();
        if (!copy.isOf(nodes.node(), epoch)) {
            isElsewhere = true;
            lost.run();
            return false;
        }
        next = sent.since().end();
        hasEnded |= isEnd(sent.since());
        isAlone &= journal.end() > next;
        if (!isAlone) {
            releaseTo(next);
        }
        return true;
    }

    private void fail() {
        isUnderWay = false;
        apartUntilNanos = time.nanos() + nodes.rules().poll().toNanos();
        taken = OptionalLong.empty();
        goAlone();
    }

    private void goAlone() {
        if (!isElsewhere) {
            isAlone = true;
            releaseTo(Long.MAX_VALUE);
        }
    }

    private void releaseTo(long number) {
        if (nodes.keepsJournals()) {
            journal.release(number);
        }
    }

    private Part partOf(Since since) {
        return new Part(
                nodes.node(),
                epoch,
                owner,
                since.number() + offset,
                since.from(),
                step + since.switchovers(),
                since.entries(),
                isEnd(since) ? new Bounds(bounds.entries(), bounds.bytes(), bounds.keys(), AFTER_END) : bounds);
    }

    private static boolean isEnd(Since since) {
        return !since.entries().isEmpty() && since.entries().getLast().kind() == Kind.END;
    }
}
