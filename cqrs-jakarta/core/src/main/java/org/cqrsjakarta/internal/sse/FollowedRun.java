package org.cqrsjakarta.internal.sse;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.delivery.Production;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.cqrsjakarta.internal.store.StoreAwayException;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.internal.wire.LastEventId;
import org.cqrsjakarta.rest.StreamSummary;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.jspecify.annotations.Nullable;

/**
 * The stream of another node, read from its copy for a client that has come here. When that node is lost, this one goes on.
 *
 * <pre>
 *   FOLLOWING --the copy has ended, or is gone, or close--&gt; OVER
 *    |
 *    +-- its node is lost, and this one has claimed the stream --&gt; GOING ON, by a run of its own
 * </pre>
 */
final class FollowedRun implements Production {

    /** So many bytes are read at a time. */
    private static final int PAGE = 64 * 1024;

    private final DeliveryContext delivery;
    private final NodeStreams nodes;
    private final String address;
    private final String key;
    private final JournalOutlet outlet;
    private final GoingOn<?> goesOn;
    private final CopyReader copies;

    /** Number of the next entry. Of its thread, as the next two. */
    private long number;

    /** Whether everything from there on is wanted: its client has got what is before. */
    private boolean isInStep;

    /** How often its node was lost, at a poll each: what this node knows of it may be older than the copy. */
    private int wasLost;

    private volatile long position;
    private volatile @Nullable Bell bell;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Rest.FOLLOWING);

    /** As drawn above. */
    private sealed interface Stage {}

    private enum Rest implements Stage {
        FOLLOWING,
        OVER
    }

    private record Going(Production run) implements Stage {}

    /**
     * Prepares it.
     *
     * @param address of the stream
     * @param from    position that its client has reached
     * @param outlet  is given its frames
     * @param goesOn  when its node is lost
     */
    FollowedRun(
            DeliveryContext delivery,
            NodeStreams nodes,
            String address,
            long from,
            JournalOutlet outlet,
            GoingOn<?> goesOn) {
        this.delivery = delivery;
        this.nodes = nodes;
        this.address = address;
        this.key = NodeStreams.keyOf(address);
        this.position = from;
        this.outlet = outlet;
        this.goesOn = goesOn;
        this.copies = new CopyReader(nodes, key);
    }

    private @Nullable Production own() {
        return stage.get() instanceof Going going ? going.run() : null;
    }

    private boolean isClosed() {
        return stage.get() == Rest.OVER;
    }

    @Override
    public String id() {
        return LastEventId.idOf(address);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public long position() {
        Production going = own();
        return going == null ? position : going.position();
    }

    @Override
    public StreamSummary summary() {
        Production going = own();
        return going == null ? new StreamSummary(id(), position, List.of(), false) : going.summary();
    }

    @Override
    public boolean isElsewhere() {
        return own() == null;
    }

    @Override
    public void held(boolean kept) {
        Production going = own();
        if (going != null) {
            going.held(kept);
        }
    }

    /** Starts its thread; where none can be started, as without memory, it is over. */
    @Override
    @SuppressWarnings("IllegalCatch")
    public void start() {
        try {
            var unused = delivery.threads().start("cqrs-follow-" + id(), this::work);
        } catch (RuntimeException | Error e) {
            isOver();
        }
    }

    @Override
    public void close(boolean started) {
        stage.compareAndSet(Rest.FOLLOWING, Rest.OVER);
        Production going = own();
        Bell waiting = bell;
        if (going != null) {
            going.close(true);
        } else if (!started) {
            isOver();
        } else if (waiting != null) {
            waiting.ring();
        }
    }

    private void isOver() {
        outlet.cutShort();
        goesOn.isOver();
        outlet.notRun();
    }

    private void work() {
        Bell waiting = new Bell();
        bell = waiting;
        Runnable hints = nodes.listen(key, waiting::ring);
        Production next = null;
        try {
            next = follow(waiting);
        } finally {
            hints.run();
            nodes.stopListening(key);
            if (next == null) {
                isOver();
            }
        }
        if (next != null && next == own()) {
            next.start();
        }
    }

    /** Until there is nothing more to come; returns what goes on. */
    private @Nullable Production follow(Bell waiting) {
        try {
            return followUntilLost(waiting);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private @Nullable Production followUntilLost(Bell waiting) throws InterruptedException {
        while (!isClosed()) {
            Optional<Page> answer = copies.read(number, PAGE, position);
            if (answer == null) {
                await(waiting);
                continue;
            }
            Page page = answer.orElse(null);
            if (page == null || !takeAll(page, waiting)) {
                return null;
            }
            Copy copy = page.copy();
            if (number < copy.end()) {
                continue;
            }
            if (copy.ended()) {
                return null;
            }
            if (!isLost(copy)) {
                wasLost = 0;
                copies.nothingCame();
                await(waiting);
            } else if (wasLost++ == 0) {
                await(waiting);
            } else {
                try {
                    Production next = goOn(copy);
                    if (next != null || !isFollowedBy(copy)) {
                        return next;
                    }
                } catch (StoreAwayException e) {
                    // Asked again.
                    await(waiting);
                }
            }
        }
        return null;
    }

    private boolean isLost(Copy copy) {
        return copy.node().equals(nodes.node()) || !nodes.isLive(copy.node());
    }

    private @Nullable Production goOn(Copy copy) throws StoreAwayException, InterruptedException {
        Production next = goesOn.from(copy, outlet).orElse(null);
        if (next == null) {
            return null;
        }
        if (stage.compareAndSet(Rest.FOLLOWING, new Going(next))) {
            goesOn.begins(outlet);
            return next;
        }
        // Closed meanwhile. It ends what this one would have.
        goesOn.giveBack();
        next.close(false);
        return next;
    }

    /** Whether somebody else has gone on meanwhile. */
    private boolean isFollowedBy(Copy lost) throws InterruptedException {
        Optional<Page> answer = copies.read(number, 0, position);
        return answer == null
                || answer.filter(page -> page.copy().epoch() > lost.epoch()).isPresent();
    }

    /** Returns {@code false} if nobody wants it, or something is missing. */
    private boolean takeAll(Page page, Bell waiting) throws InterruptedException {
        if (isInStep ? page.number() > number : page.copy().from() > position) {
            return false;
        }
        number = page.number();
        for (Entry entry : page.entries()) {
            if (isInStep || entry.matteredUntil() > position) {
                isInStep = true;
                if (!awaitRoom(waiting)) {
                    return false;
                }
                if (entry.kind() == Kind.ITEM) {
                    position = entry.position();
                }
                outlet.copied(entry);
            }
            number++;
        }
        isInStep |= page.copy().end() == number;
        return true;
    }

    private boolean awaitRoom(Bell waiting) throws InterruptedException {
        while (!outlet.hasRoom(waiting)) {
            await(waiting);
            if (isClosed()) {
                return false;
            }
            // It listens still, however long its client takes.
            var unused = copies.read(number, 0, position);
        }
        return true;
    }

    private void await(Bell waiting) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        waiting.await(delivery.time(), nodes.rules().poll());
    }
}
