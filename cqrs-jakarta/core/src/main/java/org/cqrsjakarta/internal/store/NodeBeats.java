package org.cqrsjakarta.internal.store;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.cqrsjakarta.spi.CircuitStore.Subscription;
import org.cqrsjakarta.spi.StreamStore;
import org.cqrsjakarta.spi.StreamStore.Beat;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Says again and again that a node lives, and hears what the others say. A store that does not answer is away: that is said
 * once, and once that it is back.
 */
final class NodeBeats {

    /** After how many polls without an answer the store is away. */
    private static final int SILENT_POLLS = 2;

    /** Of a post that asks nobody for anything. */
    private static final String GREETING = "N ";

    private final StreamStore store;
    private final String namespace;
    private final String node;
    private final StoreRules rules;
    private final Time time;
    private final StoreCalls calls;
    private final StreamHints hints = new StreamHints(this::soon);
    private final AtomicBoolean isBeating = new AtomicBoolean();
    private volatile boolean again;

    /** Who waits for an answer is told once in a poll: what fails all the same asks for the next beat at once. */
    private volatile boolean isPollDue;

    private volatile Consumer<String> told = text -> {};
    private volatile Runnable answered = () -> {};

    /** {@code null} before the store has answered. */
    private volatile @Nullable Set<String> live;

    private volatile long answeredNanos;
    private volatile boolean away;

    /** Number of the last post; written by whoever beats, one at a time. */
    private volatile long heard = -1;

    /** Whether this node is among those that have posted something; written as above. */
    private volatile boolean isCounted;

    /** How often the store has lost everything. */
    private final AtomicInteger losses = new AtomicInteger();

    /** Under the lock, as the others. */
    private Subscription subscription = () -> {};

    private Time.Alarm poll = () -> {};
    private boolean closed;

    /** Creates those of one node; {@link #begin} is to follow. */
    NodeBeats(StreamStore store, String namespace, String node, StoreRules rules, Time time, StoreCalls calls) {
        this.store = store;
        this.namespace = namespace;
        this.node = node;
        this.rules = rules;
        this.time = time;
        this.calls = calls;
        this.answeredNanos = time.nanos();
    }

    /** The node lives from now on; each post is given to {@code told}, and {@code answered} is run after each answer. */
    void begin(Consumer<String> told, Runnable answered) {
        this.told = told;
        this.answered = answered;
        var unused = calls.later(this::subscribe);
        eachPoll();
    }

    @SuppressWarnings("IllegalCatch")
    private void subscribe() {
        try {
            Subscription begun = store.subscribe(namespace, node, hints);
            synchronized (this) {
                if (!closed) {
                    subscription = begun;
                    begun = () -> {};
                }
            }
            begun.close();
        } catch (Throwable e) {
            // Polls do without.
            StoreLog.LOG.debug("No subscription to streams", e);
        }
    }

    private synchronized void eachPoll() {
        if (!closed) {
            // First: without a thread for this one, there may be one for the next.
            poll = time.schedule(rules.poll(), this::eachPoll);
            isPollDue = true;
            soon();
        }
    }

    /** One at a time: what has changed since it has asked is asked for once more. */
    void soon() {
        again = true;
        if (isBeating.compareAndSet(false, true)) {
            try {
                var unused = calls.later(this::untilNothingIsNew);
            } catch (RuntimeException | Error e) {
                isBeating.set(false);
                throw e;
            }
        }
    }

    private void untilNothingIsNew() {
        while (again) {
            again = false;
            beat();
        }
        isBeating.set(false);
        if (again) {
            soon();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void beat() {
        try {
            // Bounded: one that hangs must not silence a node whose store is well.
            Beat beat = calls.within(() -> store.beat(namespace, node, rules.nodeTimeout(), heard), late -> {});
            if (beat.last() < heard) {
                // It counts from the beginning again.
                losses.incrementAndGet();
                isCounted = false;
            }
            live = Set.copyOf(beat.live());
            heard = beat.last();
            answeredNanos = time.nanos();
            back();
            if (!beat.posts().isEmpty()) {
                // Apart: they may ask the store, and the next beat is not to wait for that.
                var unused = calls.later(() -> beat.posts().forEach(this::hear));
            }
            if (isPollDue) {
                isPollDue = false;
                tellOfAnswer();
            }
            beCounted();
        } catch (Throwable e) {
            Throwable reason = e instanceof StoreAwayException ? Objects.requireNonNullElse(e.getCause(), e) : e;
            away(Objects.toString(reason.getMessage(), reason.toString()));
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void hear(String text) {
        try {
            told.accept(text);
        } catch (Throwable e) {
            StoreLog.LOG.debug("A post was not understood", e);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void tellOfAnswer() {
        try {
            answered.run();
        } catch (Throwable e) {
            StoreLog.LOG.debug("That the store answers was not understood", e);
        }
    }

    private synchronized void away(String failure) {
        if (!away && !closed) {
            away = true;
            StoreLog.LOG.streamsAway(failure, rules.poll().toString());
        }
    }

    private synchronized void back() {
        if (away && !closed) {
            away = false;
            StoreLog.LOG.streamsBack(node);
        }
    }

    /**
     * Each node posts something once: so a store that has lost everything has fewer posts than any node has heard of, also when
     * the others were faster to find out.
     */
    private void beCounted() throws InterruptedException {
        if (isCounted) {
            return;
        }
        try {
            isCounted = calls.within(() -> post(GREETING + node), late -> {});
        } catch (StoreAwayException e) {
            // At the next beat, then: that one was answered.
            StoreLog.LOG.debug("The store of streams took no post", e);
        }
    }

    private boolean post(String text) {
        store.post(namespace, text, rules.poll());
        return true;
    }

    /** How often the store has lost everything, as far as this node has seen. */
    int losses() {
        return losses.get();
    }

    /** Whether the store has not answered lately. */
    boolean isAway() {
        return away
                || time.nanos() - answeredNanos
                        > rules.poll().multipliedBy(SILENT_POLLS).toNanos();
    }

    /** Whether a node lives, as far as is known here: before anything is, they all do. */
    boolean isLive(String other) {
        Set<String> known = live;
        return known == null || known.contains(other);
    }

    StreamHints hints() {
        return hints;
    }

    /** The node lives no more, and says so if the store answers. */
    void end() {
        Subscription ended;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            ended = subscription;
            subscription = () -> {};
            poll.cancel();
        }
        try {
            var unused = calls.within(() -> store.beat(namespace, node, Duration.ZERO, heard), late -> {});
        } catch (StoreAwayException e) {
            // Then it is lost for the others when it has not been heard of for long enough.
            StoreLog.LOG.debug("The other nodes were not told", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        NodeCircuits.end(ended);
    }
}
