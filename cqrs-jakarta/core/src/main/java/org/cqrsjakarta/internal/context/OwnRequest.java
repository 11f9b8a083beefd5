package org.cqrsjakarta.internal.context;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The request of one stream that has one of its own. Its beans are destroyed when the stream has ended and no section of
 * it runs any more, by whoever comes last.
 */
final class OwnRequest {

    /** Added to the count when the stream has ended. */
    private static final int ENDED = 1 << 30;

    private static final AtomicIntegerFieldUpdater<OwnRequest> SECTIONS =
            AtomicIntegerFieldUpdater.newUpdater(OwnRequest.class, "sections");

    private final StreamRequestContext context;

    /** Sections that run; {@link #ENDED} more after the end. */
    private volatile int sections;

    private volatile @Nullable RequestBeans beans;

    /**
     * Creates it, without beans.
     *
     * @param context in which it is active: that of the stream's application
     */
    OwnRequest(StreamRequestContext context) {
        this.context = context;
    }

    StreamRequestContext context() {
        return context;
    }

    /** Its beans; those that are asked for after the end live until the section that asks is over. */
    RequestBeans beans() {
        RequestBeans existing = beans;
        return existing == null ? created() : existing;
    }

    private synchronized RequestBeans created() {
        RequestBeans existing = beans;
        if (existing == null) {
            existing = new RequestBeans();
            beans = existing;
        }
        return existing;
    }

    void begin() {
        SECTIONS.getAndIncrement(this);
    }

    /** A section is over. The request is still active on this thread: beans may need others to be destroyed. */
    void over() {
        if (SECTIONS.decrementAndGet(this) == ENDED) {
            destroy();
        }
    }

    /**
     * The stream has ended, as its run says, and its delivery: what comes second is without effect.
     *
     * @return whether there are beans and no section runs: another one, an empty one, is needed to destroy them
     */
    boolean end() {
        int running = sections;
        while (running < ENDED) {
            if (SECTIONS.compareAndSet(this, running, running + ENDED)) {
                return running == 0 && beans != null;
            }
            running = sections;
        }
        return false;
    }

    private void destroy() {
        RequestBeans existing = beans;
        if (existing != null) {
            existing.destroyAll();
        }
    }
}
