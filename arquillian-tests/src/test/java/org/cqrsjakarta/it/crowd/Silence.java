package org.cqrsjakarta.it.crowd;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What everybody waits for who has nothing to say, and how many blocks were produced. */
@ApplicationScoped
public class Silence {

    private volatile CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger blocks = new AtomicInteger();

    /** Joins: what is returned waits for the end. To be called before anybody can know of the one who joins. */
    public Runnable join() {
        CountDownLatch joined = over;
        return () -> {
            try {
                joined.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Ends it for all who have joined, not for those who come later. */
    public void end() {
        CountDownLatch before = over;
        over = new CountDownLatch(1);
        before.countDown();
    }

    /** One more block was produced. */
    public void count() {
        blocks.incrementAndGet();
    }

    /** How many were produced. */
    public int blocks() {
        return blocks.get();
    }
}
