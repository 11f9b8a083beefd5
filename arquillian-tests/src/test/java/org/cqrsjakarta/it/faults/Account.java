package org.cqrsjakarta.it.faults;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** What the handlers of this application did. */
@ApplicationScoped
public class Account {

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    public void opened() {
        opened.incrementAndGet();
    }

    public void closed() {
        closed.incrementAndGet();
    }

    public String text() {
        return opened + " opened, " + closed + " closed";
    }
}
