package org.cqrsjakarta.internal.sse;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.cqrsjakarta.internal.sse.KeptFrames.Since;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.cqrsjakarta.internal.store.StoreAwayException;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * What other nodes find of a stream that this one produces. Whoever reads the stream's journal here brings it up to date
 * first, so that no client has got what a node that goes on with the stream does not know. Callable from any thread that may
 * wait a little.
 *
 * <p>One part is under way at a time. A store that is late costs this stream its place there, and no other one, and no longer
 * than until it has answered: then readers are {@linkplain ReleasedFrames alone}.
 *
 * <p>Alone, nobody waits for the store: its answer has the next part sent, and where it has failed, the next time that the
 * store is known to answer.
 */
final class StreamCopy {

    private final NodeStreams nodes;
    private final Time time;
    private final Journal journal;
    private final CopyParts parts;
    private final ReleasedFrames released;
    private final Runnable lost;

    private final ReentrantLock lock = new ReentrantLock();

    /** Under the lock: number of the first frame that is not there; negative: nobody has asked for any. */
    private long next;

    /** Under the lock: a part is at the store, or waits for its turn there, and nobody waits for its answer. */
    private boolean isUnderWay;

    /** How often the store had lost everything when this was looked at. Written under the lock. */
    private volatile int losses;

    /** Under the lock: where others find it while nothing of it is there. */
    private long announcedFrom;

    /** Under the lock: when the store is asked again; {@code null}: at once. */
    private @Nullable Long apartUntilNanos;

    private volatile boolean isElsewhere;

    /** Whether its end is there. */
    private volatile boolean hasEnded;

    /** Nothing of it is wanted any more. */
    private volatile boolean isOver;

    private volatile OptionalLong taken = OptionalLong.empty();

    /**
     * Begins it.
     *
     * @param parts what the store is given
     * @param lost  is told, perhaps more than once, that another node goes on with the stream; it waits for nothing
     * @param next  number of the journal's frame that comes first; negative: whichever is asked for
     */
    StreamCopy(NodeStreams nodes, Time time, Journal journal, CopyParts parts, Runnable lost, long next) {
        this.nodes = nodes;
        this.time = time;
        this.journal = journal;
        this.parts = parts;
        this.released = new ReleasedFrames(journal, nodes.keepsJournals());
        this.lost = lost;
        this.next = next;
        this.losses = nodes.losses();
    }

    /** Of its listeners on other nodes: the number, here, up to which one has taken it; empty if there is none. */
    OptionalLong taken() {
        return taken.stream().map(there -> there - parts.offset()).findFirst();
    }

    CopyParts parts() {
        return parts;
    }

    /** Whether another node goes on with the stream. */
    boolean isElsewhere() {
        return isElsewhere;
    }

    /** Other nodes find the stream, and nothing of it yet. */
    void announce(long from) {
        locked(() -> {
            announcedFrom = from;
            whenAnswered(nodes.append(parts.key(), parts.nothing(from)), (copy, failure) -> {});
        });
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
            if (!isUnderWay && !isElsewhere && !hasEnded) {
                nodes.removeSoon(parts.key(), parts.epoch());
            }
        } finally {
            lock.unlock();
        }
    }

    private void unlock() {
        lock.unlock();
        dropIfOver();
    }

    private void locked(Runnable section) {
        lock.lock();
        try {
            section.run();
        } finally {
            unlock();
        }
    }

    /**
     * Copies everything that there is, and has readers take it. While it is alone they take it all the same.
     *
     * @return {@code false} if another node goes on with the stream
     */
    boolean release() {
        lock.lock();
        try {
            giveAgain();
            // What comes meanwhile is for the next time: a source may be faster than the store.
            long end = journal.end();
            while (end > next) {
                if (!isTaken(Window.OPEN, !released.areAlone())) {
                    if (!isElsewhere) {
                        released.goAlone();
                    }
                    break;
                }
            }
        } catch (InterruptedException e) {
            // Whoever is wanted back writes no more, and others ask again.
            Thread.currentThread().interrupt();
        } finally {
            unlock();
        }
        return !isElsewhere;
    }

    /** Somebody asks for it from this frame on; without effect if it is copied already. */
    void beginAt(long number) {
        locked(() -> next = next < 0 ? number : next);
    }

    /**
     * Copies some of what there is, and asks how far others have come.
     *
     * @param window how much they may be given
     * @return number of the first frame that is not there; empty if the store has not answered
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    OptionalLong some(Window window) throws InterruptedException {
        lock.lock();
        try {
            giveAgain();
            return isTaken(window, !released.areAlone()) ? OptionalLong.of(next) : OptionalLong.empty();
        } finally {
            unlock();
        }
    }

    /** The store is known to answer. Waits for nobody. */
    void catchUp() {
        if ((!released.areAlone() && losses == nodes.losses()) || !lock.tryLock()) {
            return;
        }
        try {
            apartUntilNanos = null;
            giveAgain();
            if (!isUnderWay) {
                // What was late or failed may have had nothing for readers: then the next that comes is copied first.
                released.copied(next);
            }
            sendTheRest();
        } finally {
            unlock();
        }
    }

    /** Where the store has lost everything: a copy that has begun again meanwhile does not grow at its beginning. */
    private void giveAgain() {
        if (losses == nodes.losses() || isUnderWay || isElsewhere || isOver) {
            return;
        }
        losses = nodes.losses();
        if (!nodes.keepsJournals()) {
            announce(announcedFrom);
        } else if (journal.end() > 0) {
            next = 0;
            released.goAlone();
        }
    }

    /** Sends some; answers whether the store has taken it, for which it waits as long as it may, if at all. */
    private boolean isTaken(Window window, boolean waits) throws InterruptedException {
        if (!maySend()) {
            return false;
        }
        Sent sent = send(window);
        boolean isAnswered = false;
        try {
            if (waits) {
                Copy copy = nodes.await(sent.answer());
                isAnswered = true;
                return settle(sent, copy);
            }
        } catch (StoreAwayException e) {
            isAnswered = true;
            fail();
        } catch (TimeoutException e) {
            // It goes on without.
        } finally {
            if (!isAnswered) {
                settleWhenAnswered(sent);
            }
        }
        return false;
    }

    private boolean maySend() {
        Long until = apartUntilNanos;
        return !isElsewhere && !isUnderWay && !isOver && (until == null || until - time.nanos() <= 0);
    }

    private record Sent(Since since, CompletableFuture<Copy> answer) {}

    private Sent send(Window window) {
        Since since = journal.since(next, window);
        return new Sent(since, nodes.append(parts.key(), parts.of(since)));
    }

    private void settleWhenAnswered(Sent sent) {
        whenAnswered(sent.answer(), (copy, failure) -> {
            if (failure != null) {
                fail();
            } else if (settle(sent, copy)) {
                sendTheRest();
            }
        });
    }

    private void whenAnswered(CompletableFuture<Copy> answer, BiConsumer<Copy, @Nullable Throwable> then) {
        isUnderWay = true;
        var unused = answer.whenComplete((copy, failure) -> locked(() -> {
            isUnderWay = false;
            then.accept(copy, failure);
        }));
    }

    /** What readers have taken alone the copy is to have, too, whether or not anything follows. */
    private void sendTheRest() {
        if (released.areAlone() && journal.end() > next && maySend()) {
            settleWhenAnswered(send(Window.OPEN));
        }
    }

    /** The store has answered; returns whether it has taken what was sent. */
    private boolean settle(Sent sent, Copy copy) {
        apartUntilNanos = null;
        taken = copy.taken();
        if (!copy.isOf(nodes.node(), parts.epoch())) {
            isElsewhere = true;
            lost.run();
            return false;
        }
        next = sent.since().end();
        hasEnded |= CopyParts.isEnd(sent.since());
        released.copied(next);
        return true;
    }

    private void fail() {
        apartUntilNanos = time.nanos() + nodes.rules().poll().toNanos();
        taken = OptionalLong.empty();
    }
}
