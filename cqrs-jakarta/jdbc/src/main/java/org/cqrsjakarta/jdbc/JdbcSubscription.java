package org.cqrsjakarta.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cqrsjakarta.spi.CircuitStore.Subscription;
import org.jspecify.annotations.Nullable;

/** Asks now and then what has changed, on a thread of its own. */
final class JdbcSubscription implements Subscription {

    private final Database database;
    private final Duration interval;
    private final Watched watched;
    private final Consumer<JdbcSubscription> whenClosed;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Of the thread: what it was told last; {@code null} at first, and after a failure. */
    private @Nullable Map<String, Long> last;

    private boolean hasFailed;

    /** What it asks for, and who is told. */
    interface Watched {

        /** Numbers, each of which is another one after a change; what is not there is as if it were 0. */
        Map<String, Long> states(Session session) throws SQLException;

        void changed(String name);

        void allMayHaveChanged();
    }

    JdbcSubscription(Database database, Duration interval, Watched watched, Consumer<JdbcSubscription> whenClosed) {
        this.database = database;
        this.interval = interval;
        this.watched = watched;
        this.whenClosed = whenClosed;
        thread = Thread.ofPlatform()
                .daemon()
                .name("cqrs-jdbc-changes")
                .inheritInheritableThreadLocals(false)
                .unstarted(this::listen);
    }

    void start() {
        thread.start();
    }

    private void listen() {
        try {
            do {
                ask();
            } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            // Whoever interrupts wants it to end.
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        Map<String, Long> now;
        try (Session session = database.open()) {
            now = watched.states(session);
        } catch (SQLException | RuntimeException e) {
            if (!hasFailed && !isClosed()) {
                String remedy = e instanceof SQLException sql ? database.remedy(sql) : "";
                JdbcLog.LOG.notListening(String.valueOf(e.getMessage()), remedy, interval.toMillis());
            }
            hasFailed = true;
            last = null;
            return;
        }
        compare(now);
    }

    private void compare(Map<String, Long> now) {
        if (hasFailed) {
            JdbcLog.LOG.listeningAgain();
        }
        hasFailed = false;
        Map<String, Long> before = last;
        last = now;
        if (before == null) {
            tell(watched::allMayHaveChanged);
            return;
        }
        Set<String> names = new HashSet<>(before.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(before.getOrDefault(name, 0L), now.getOrDefault(name, 0L)));
        names.forEach(name -> tell(() -> watched.changed(name)));
    }

    private void tell(Runnable what) {
        try {
            if (!isClosed()) {
                what.run();
            }
        } catch (RuntimeException | LinkageError e) {
            JdbcLog.LOG.listenerFailed(e);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        whenClosed.accept(this);
        if (Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
