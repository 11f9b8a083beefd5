package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.spi.StreamStore.Listener;

/** Remembers what a store tells it of streams, in order. Thread-safe. */
public final class HeardStreams implements Listener {

    /** What it has heard when there is a post. */
    public static final String POSTED = "<posted>";

    /** What it has heard when anything may have changed. */
    public static final String ALL = "<all>";

    private static final int SECONDS = 20;

    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final List<String> all = new CopyOnWriteArrayList<>();
    private final boolean throwsThen;

    /** Has heard nothing. */
    public HeardStreams() {
        this(false);
    }

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

    /**
     * Waits up to 20 seconds for the next.
     *
     * @param expected key of a stream, {@link #POSTED} or {@link #ALL}
     * @throws AssertionError       if there is none, or another
     * @throws InterruptedException if the thread is interrupted
     */
    public void next(String expected) throws InterruptedException {
        assertThat(news.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(expected);
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
