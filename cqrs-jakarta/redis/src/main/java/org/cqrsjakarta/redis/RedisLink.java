package org.cqrsjakarta.redis;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.cqrsjakarta.spi.CircuitStore.Subscription;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** What a store has of its server: steps, whose failures have numbered messages, and subscriptions. Thread-safe. */
final class RedisLink implements AutoCloseable {

    private final RedisServer server;
    private final RedisNodes nodes;
    private final Set<RedisSubscription> subscriptions = new HashSet<>();
    private volatile boolean isClosed;

    RedisLink(RedisSettings settings) {
        server = new RedisServer(settings);
        nodes = new RedisNodes(server);
    }

    /**
     * Has a step taken.
     *
     * @param reading of the answer, as by {@link Answer}
     */
    <T> T take(Step step, Function<@Nullable Object, T> reading) {
        checkOpen();
        Object answer;
        try {
            answer = nodes.run(step);
        } catch (JedisException e) {
            throw new IllegalStateException(
                    RedisMessages.MESSAGES.failed(
                            server.toString(), step.name(), String.valueOf(e.getMessage()), RedisServer.remedy(e)),
                    e);
        }
        try {
            return reading.apply(answer);
        } catch (ClassCastException | IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            nodes.distrust();
            throw new IllegalStateException(RedisMessages.MESSAGES.noAnswer(server.toString(), step.name()), e);
        }
    }

    Subscription subscribe(List<byte[]> channels, RedisSubscription.Hints hints) {
        RedisSubscription subscription = new RedisSubscription(server, channels, hints, this::forget);
        synchronized (subscriptions) {
            checkOpen();
            subscriptions.add(subscription);
        }
        subscription.start();
        return subscription;
    }

    private void forget(RedisSubscription subscription) {
        synchronized (subscriptions) {
            subscriptions.remove(subscription);
        }
    }

    private void checkOpen() {
        if (isClosed) {
            throw new IllegalStateException(RedisMessages.MESSAGES.closed(server.toString()));
        }
    }

    /** Closes its connections and subscriptions; none of its threads is left. A step that runs meanwhile ends by itself. */
    @Override
    public void close() {
        List<RedisSubscription> open;
        synchronized (subscriptions) {
            isClosed = true;
            open = List.copyOf(subscriptions);
        }
        open.forEach(RedisSubscription::close);
        nodes.close();
    }
}
