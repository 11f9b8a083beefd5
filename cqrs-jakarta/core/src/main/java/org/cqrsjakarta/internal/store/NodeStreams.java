package org.cqrsjakarta.internal.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamStore;
import org.cqrsjakarta.spi.StreamStore.Claim;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.cqrsjakarta.spi.StreamStore.Part;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.cqrsjakarta.spi.Time;

/**
 * One node's side of the store of streams. Nobody waits longer than {@code cqrs.store.timeout} for an answer, and for none
 * while the store is away. Callable from any thread that serves no request.
 */
public final class NodeStreams implements AutoCloseable {

    /** For how long a post is of interest, in polls: each node hears of it that lives. */
    private static final int POST_POLLS = 10;

    private final StreamStore store;
    private final String namespace;
    private final String node;
    private final StoreRules rules;
    private final StreamOwners owners;
    private final CallsUnderWay calls;
    private final Runnable threads;
    private final NodeBeats beats;
    private final Unremoved unremoved = new Unremoved();

    /**
     * Creates a node's side; {@link #begin} is to follow.
     *
     * @param store     the application's
     * @param namespace of the application
     * @param node      an id that no other start of any node has: of {@code A-Z a-z 0-9 _ -}
     * @param rules     what configuration says
     * @param secret    of {@link StoreRules#secret}
     * @param time      the application's clock
     */
    public static NodeStreams of(
            StreamStore store, String namespace, String node, StoreRules rules, String secret, Time time) {
        BoundedCalls calls = new BoundedCalls(rules.timeout());
        // Of their own: calls that hang must not make it look as if the node were lost.
        // Nor are they for anybody who waits: a store that is late for a stream is not away.
        BoundedCalls beats = new BoundedCalls(longer(rules.timeout(), rules.poll()));
        return new NodeStreams(
                store,
                namespace,
                node,
                rules,
                new StreamOwners(secret),
                calls,
                new NodeBeats(store, namespace, node, rules, time, beats),
                () -> {
                    calls.close();
                    beats.close();
                });
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Threads of both kinds of calls are ended by {@code threads}. */
    NodeStreams(
            StreamStore store,
            String namespace,
            String node,
            StoreRules rules,
            StreamOwners owners,
            CallsUnderWay calls,
            NodeBeats beats,
            Runnable threads) {
        this.store = store;
        this.namespace = namespace;
        this.node = node;
        this.rules = rules;
        this.owners = owners;
        this.calls = calls;
        this.beats = beats;
        this.threads = threads;
    }

    /**
     * The node lives from now on.
     *
     * @param told     is given each post of any node, this one included, on a thread that may wait a little
     * @param answered is run after each answer to a beat, about once in a poll, on a thread that is to be kept for moments
     */
    public void begin(Consumer<String> told, Runnable answered) {
        beats.begin(told, () -> {
            answered.run();
            unremoved.forEach((key, epoch) -> soon(() -> remove(key, epoch)));
        });
    }

    /** How often the store has lost everything that it had, as far as is known here. */
    public int losses() {
        return beats.losses();
    }

    /** Id of this node. */
    public String node() {
        return node;
    }

    /** Whose streams are whose. */
    public StreamOwners owners() {
        return owners;
    }

    /** What configuration says. */
    public StoreRules rules() {
        return rules;
    }

    /** Whether everything is in the store before clients get it. */
    public boolean keepsJournals() {
        return rules.streams() == StreamsMode.JOURNAL;
    }

    /** Whether a node lives, as far as is known here. */
    public boolean isLive(String other) {
        return beats.isLive(other);
    }

    /** The key of a stream that its clients know by this address. */
    public static String keyOf(String address) {
        return StoredName.digest(address);
    }

    /**
     * {@link StreamStore#append}.
     *
     * @return the answer, whenever it comes; a failure at once while the store is away
     */
    public CompletableFuture<Copy> append(String key, Part part) {
        if (beats.isAway()) {
            return CompletableFuture.failedFuture(isAway());
        }
        CompletableFuture<Copy> answer = calls.begin(() -> store.append(stream(key), part));
        return answer.whenComplete((copy, failure) -> {
            if (failure != null) {
                // Whether it is this call, or all.
                beats.soon();
            }
        });
    }

    /** Waits for what is under way; {@link CallsUnderWay#await}. */
    public Copy await(CompletableFuture<Copy> answer)
            throws StoreAwayException, TimeoutException, InterruptedException {
        return calls.await(answer);
    }

    /** {@link StreamStore#read}. */
    public Optional<Page> read(String key, Reading reading) throws StoreAwayException, InterruptedException {
        return ask(() -> store.read(stream(key), reading));
    }

    /** {@link StreamStore#claim}, by this node. */
    public Optional<Claim> claim(String key, long epoch, Duration kept)
            throws StoreAwayException, InterruptedException {
        return ask(() -> store.claim(stream(key), epoch, node, kept));
    }

    /**
     * What this node has claimed and does not go on with is of the lost node again, soon: for whoever comes next to claim. Where
     * the store does not answer it stays this one's.
     *
     * @param epoch of this node
     * @param lost  that had it before; empty if that is not known: then it is removed
     */
    public void giveBackSoon(String key, long epoch, String lost, Duration kept) {
        if (lost.isEmpty()) {
            removeSoon(key, epoch);
        } else {
            soon(() -> store.claim(stream(key), epoch, lost, kept));
        }
    }

    /** {@link StreamStore#read}, soon, by somebody who is not interested any more. */
    public void stopListening(String key) {
        soon(() -> store.read(stream(key), new Reading(0, 0, node, Duration.ZERO)));
    }

    /** {@link StreamStore#remove}, soon: again and again, where the store does not answer. */
    public void removeSoon(String key, long epoch) {
        unremoved.add(key, epoch);
        soon(() -> remove(key, epoch));
    }

    private void remove(String key, long epoch) {
        store.remove(stream(key), epoch);
        unremoved.done(key, epoch);
    }

    /** Tells all nodes, soon. */
    public void post(String text) {
        soon(() -> store.post(namespace, text, rules.poll().multipliedBy(POST_POLLS)));
    }

    @SuppressWarnings("IllegalCatch")
    private void soon(Runnable call) {
        var unused = calls.later(() -> {
            try {
                call.run();
            } catch (Throwable e) {
                StoreLog.LOG.debug("The store of streams was not told", e);
                beats.soon();
            }
        });
    }

    private <T> T ask(Callable<T> call) throws StoreAwayException, InterruptedException {
        if (beats.isAway()) {
            throw isAway();
        }
        try {
            return calls.within(call, late -> {});
        } catch (StoreAwayException e) {
            // Whether it is this call, or all.
            beats.soon();
            throw e;
        }
    }

    private static StoreAwayException isAway() {
        return new StoreAwayException("It was away at the last poll");
    }

    private StreamStore.Stream stream(String key) {
        return new StreamStore.Stream(namespace, key);
    }

    /**
     * Asks to be told when a copy may have more.
     *
     * @param hint called on the store's thread, which it does not keep
     * @return ends it
     */
    public Runnable listen(String key, Runnable hint) {
        return beats.hints().listen(key, hint);
    }

    /** The node lives no more, and others may go on with its streams. Its threads end, and the subscription: within 3 s. */
    @Override
    public void close() {
        beats.end();
        threads.run();
    }
}
