package org.cqrsjakarta.testkit;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.spi.StreamStore.Listener;

/** Remembers what it is told of streams. */
final class HeardStreams implements Listener {

    static final String POSTED = "<posted>";
    private static final String ALL = "<all>";

    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final List<String> all = new CopyOnWriteArrayList<>();
    private final boolean throwsThen;

    /** With whether it throws when it has heard something. */
    HeardStreams(boolean throwsThen) {
        this.throwsThen = throwsThen;
    }

    @Override
    public void appended(String key) {
        hear(key);
    }

    @Override
    public void posted() {
        hear(POSTED);
    }

    @Override
    public void allMayHaveChanged() {
        hear(ALL);
    }

    private void hear(String text) {
        all.add(text);
        news.add(text);
        if (throwsThen) {
            throw new IllegalStateException("a listener of the contract that fails");
        }
    }

    /** Waits for these news, which may come among others. */
    boolean hears(String expected, long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        String next = "";
        while (next != null && !next.equals(expected)) {
            next = news.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return next != null;
    }

    /** Everything that it has heard until now. */
    List<String> all() {
        return List.copyOf(all);
    }
}
