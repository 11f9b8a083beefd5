package org.cqrsjakarta.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cqrsjakarta.spi.CircuitStore.Subscription;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Listens on a connection and a thread of its own, and connects again when it is lost. */
final class RedisSubscription implements Subscription {

    /** After so long without a word the connection is made anew: it may have been cut where nobody noticed. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final int MESSAGE_PARTS = 3;

    /** Hears what is published. What it throws is logged. */
    interface Hints {

        /**
         * Somebody has published something, which may be anything.
         *
         * @param channel one of those that were subscribed to
         */
        void told(byte[] channel, String message);

        /** The connection is there, again or for the first time. */
        void allMayHaveChanged();
    }

    private final RedisServer server;
    private final List<byte[]> channels;
    private final Hints hints;
    private final Consumer<RedisSubscription> whenClosed;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Under the lock of this. */
    private @Nullable Connection connection;

    /** Of the thread: since when it is not told; 0 while it is. */
    private long pauseMillis;

    RedisSubscription(RedisServer server, List<byte[]> channels, Hints hints, Consumer<RedisSubscription> whenClosed) {
        this.server = server;
        this.channels = channels;
        this.hints = hints;
        this.whenClosed = whenClosed;
        thread = Thread.ofPlatform()
                .daemon()
                .name("cqrs-redis-changes")
                .inheritInheritableThreadLocals(false)
                .unstarted(this::listen);
    }

    void start() {
        thread.start();
    }

    private void listen() {
        try {
            while (!isClosed()) {
                listenOnce();
                closed.await(pauseMillis, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            // Whoever interrupts wants it to end.
            Thread.currentThread().interrupt();
        }
    }

    private void listenOnce() {
        boolean subscribed = false;
        try (Connection made = server.connect()) {
            if (!keep(made)) {
                return;
            }
            made.sendCommand(Protocol.Command.SUBSCRIBE, channels.toArray(byte[][]::new));
            for (int at = 0; at < channels.size(); at++) {
                made.getOne();
            }
            subscribed = true;
            made.setSoTimeout(Math.toIntExact(QUIET.toMillis()));
            listening();
            while (!isClosed()) {
                tell(made.getOne());
            }
        } catch (RuntimeException e) {
            boolean onlyQuiet = subscribed && RedisServer.isTimeout(e);
            if (!isClosed() && !onlyQuiet) {
                notListening(e);
            }
        } finally {
            keep(null);
        }
    }

    private void listening() {
        if (pauseMillis > 0) {
            RedisLog.LOG.listeningAgain(server.toString());
        }
        pauseMillis = 0;
        tell(hints::allMayHaveChanged);
    }

    private void notListening(RuntimeException failure) {
        if (pauseMillis == 0) {
            RedisLog.LOG.notListening(
                    server.toString(), String.valueOf(failure.getMessage()), RedisServer.remedy(failure));
        }
        pauseMillis = Math.clamp(2 * pauseMillis, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    }

    /** A message is {@code message}, the channel, and what was published. */
    private void tell(Object message) {
        if (message instanceof List<?> parts
                && parts.size() == MESSAGE_PARTS
                && parts.get(1) instanceof byte[] channel
                && parts.get(2) instanceof byte[] text) {
            tell(() -> hints.told(channel, new String(text, StandardCharsets.US_ASCII)));
        } else {
            throw new JedisConnectionException("no message");
        }
    }

    private void tell(Runnable what) {
        try {
            if (!isClosed()) {
                what.run();
            }
        } catch (RuntimeException | LinkageError e) {
            RedisLog.LOG.listenerFailed(e);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Remembers the connection, for who closes this; not when somebody has. */
    private synchronized boolean keep(@Nullable Connection made) {
        connection = made;
        return !isClosed();
    }

    @Override
    public void close() {
        closed.countDown();
        disconnect();
        whenClosed.accept(this);
        if (Thread.currentThread() != thread) {
            awaitThread();
        }
    }

    private synchronized void disconnect() {
        if (connection != null) {
            try {
                connection.forceDisconnect();
            } catch (IOException e) {
                // It is gone, then.
            }
        }
    }

    private void awaitThread() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
