package org.cqrsjakarta.redis;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.cqrsjakarta.testkit.TestApplication;

/** A node that delivers {@link Numbers}, whose time is turned by hand. */
final class NumbersNode implements AutoCloseable {

    static final String NAMESPACE = "trouble";

    /** Longer than anybody waits for a store. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    /** So long by a clock that is turned by hand that the test says when a node asks. */
    static final Duration POLL = Duration.ofHours(1);

    private static final Duration NEVER = POLL.multipliedBy(100_000);
    private static final Duration TURN = Duration.ofMillis(1);
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final TestApplication application;
    private final WatchedStore store;

    private NumbersNode(TestApplication application) {
        this.application = application;
        this.store = application.get(WatchedStore.class);
    }

    /**
     * Starts one.
     *
     * @param uri          of its Redis
     * @param streams      what other nodes have of its streams
     * @param timeout      how long one waits for the store
     * @param redisTimeout after which a call is given up
     */
    static NumbersNode start(URI uri, String streams, Duration timeout, Duration redisTimeout) {
        return new NumbersNode(TestApplication.with(Numbers.Live.class, Numbers.Spare.class, WatchedStore.class)
                .configured("cqrs.redis.uri", uri.toString())
                .configured("cqrs.redis.timeout", redisTimeout.toString())
                .configured("cqrs.store.namespace", NAMESPACE)
                .configured("cqrs.store.streams", streams)
                .configured("cqrs.store.secret", "a secret of the test")
                .configured("cqrs.store.poll", POLL.toString())
                .configured("cqrs.store.timeout", timeout.toString())
                .configured("cqrs.sse.heartbeat", NEVER.toString())
                .configured("cqrs.sse.write-timeout", NEVER.toString())
                .start());
    }

    WatchedStore store() {
        return store;
    }

    NumbersClient client(String name) {
        return new NumbersClient(name, () -> application.deliver(new Numbers.Ask(name)));
    }

    /** One that comes back, or from another node. */
    NumbersClient client(String name, String lastEventId) {
        return new NumbersClient(name, () -> application.deliver(new Numbers.Ask(name), lastEventId));
    }

    /** Turns the clock by so much that it asks the store, without waiting for that. */
    void comesToAPoll() {
        application.clock().advance(POLL);
    }

    /** Turns the clock by a poll, and waits until it has asked, while time goes by for all these. */
    void poll(List<NumbersNode> all) {
        int before = store.beats();
        comesToAPoll();
        until(all, () -> store.beats() > before, () -> "The node has not asked");
    }

    /** Waits while time goes by for these nodes. */
    static void until(List<NumbersNode> nodes, BooleanSupplier condition, Supplier<String> what) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            nodes.forEach(node -> node.application.clock().advance(TURN));
            LockSupport.parkNanos(LOOK_NANOS);
            if (System.nanoTime() - begin > LONGEST.toNanos()) {
                throw new AssertionError(what.get());
            }
        }
    }

    @Override
    public void close() {
        application.close();
    }
}
