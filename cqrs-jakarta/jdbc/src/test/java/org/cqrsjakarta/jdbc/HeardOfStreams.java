package org.cqrsjakarta.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.spi.StreamStore.Listener;

/** Remembers what it is told of streams, in order. */
final class HeardOfStreams implements Listener {

    static final String ALL = "<all>";
    static final String POSTED = "<posted>";

    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

    @Override
    public void appended(String key) {
        news.add(key);
    }

    @Override
    public void posted() {
        news.add(POSTED);
    }

    @Override
    public void allMayHaveChanged() {
        news.add(ALL);
    }

    /** Waits for the next, which must be this one. */
    void next(String expected) throws InterruptedException {
        assertThat(news.poll(20, TimeUnit.SECONDS)).isEqualTo(expected);
    }
}
