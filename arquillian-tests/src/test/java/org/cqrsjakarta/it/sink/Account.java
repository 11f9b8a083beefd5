package org.cqrsjakarta.it.sink;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** What the primary did. */
@ApplicationScoped
public class Account {

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger produced = new AtomicInteger();

    public void opened() {
        opened.incrementAndGet();
        produced.set(0);
    }

    public void closed() {
        closed.incrementAndGet();
    }

    public void produced() {
        produced.incrementAndGet();
    }

    /** Since the last one was opened. */
    public int items() {
        return produced.get();
    }

    public int open() {
        return opened.get() - closed.get();
    }
}
