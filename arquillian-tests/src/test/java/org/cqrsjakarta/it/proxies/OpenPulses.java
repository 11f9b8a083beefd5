package org.cqrsjakarta.it.proxies;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** How many handlers are at work. */
@ApplicationScoped
public class OpenPulses {

    private final AtomicInteger open = new AtomicInteger();

    public void begin() {
        open.incrementAndGet();
    }

    public void end() {
        open.decrementAndGet();
    }

    public int count() {
        return open.get();
    }
}
