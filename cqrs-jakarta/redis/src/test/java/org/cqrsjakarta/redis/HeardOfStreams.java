package org.cqrsjakarta.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.spi.StreamStore.Listener;

/** Remembers what it is told, in order. */
final class HeardOfStreams implements Listener {

    static final String ALL = "<all>";
    static final String POST = "<post>";

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void appended(String key) {
        told.add(key);
    }

    @Override
    public void posted() {
        told.add(POST);
    }

    @Override
    public void allMayHaveChanged() {
        told.add(ALL);
    }

    /** Waits for the next, which must be this one. */
    void next(String expected) throws InterruptedException {
        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(expected);
    }
}
