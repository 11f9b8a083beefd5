package org.cqrsjakarta.internal.context;

import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.context.OtherRequests.PutAway;
import org.jspecify.annotations.Nullable;

/** The request contexts of one application: the one of streams, and the container's beside it. */
final class RequestContexts {

    private final BeanManager beans;
    private final StreamRequestContext ofStreams;
    private final OtherRequests others;

    /**
     * Finds out what the container offers.
     *
     * @param beans     of the application, after deployment
     * @param ofStreams was added to it
     */
    RequestContexts(BeanManager beans, StreamRequestContext ofStreams) {
        this.beans = beans;
        this.ofStreams = ofStreams;
        this.others = others(beans);
    }

    /** A request for one stream, without beans, active nowhere. */
    OwnRequest own() {
        return new OwnRequest(ofStreams);
    }

    /** The request that is active on this thread; {@code null} if there is none. */
    @Nullable
    CallersRequest active() {
        Context active = ofStreams.isActive() ? ofStreams : others.active();
        return active == null ? null : CallersRequest.in(active, beans);
    }

    /**
     * Runs a section of a stream on this thread, whatever is active there.
     *
     * @param own the stream's own request; {@code null} if it runs in the one that is active
     */
    <T extends @Nullable Object> T within(@Nullable OwnRequest own, Supplier<T> section) {
        if (own == null) {
            return section.get();
        }
        @Nullable Object[] slot = ofStreams.slot();
        Object before = slot[0];
        // Where a stream's is active, the container's was put away.
        Context other = before == null ? others.active() : null;
        if (before == own) {
            return section.get();
        }
        PutAway away = other == null ? null : others.putAway(other);
        if (other != null && away == null) {
            return section.get();
        }
        slot[0] = own;
        own.begin();
        try {
            return section.get();
        } finally {
            try {
                own.over();
            } finally {
                slot[0] = before;
                if (away != null) {
                    away.restore();
                }
            }
        }
    }

    private static OtherRequests others(BeanManager beans) {
        try {
            return new WeldRequests(beans);
        } catch (LinkageError | RuntimeException notWeld) {
            return new StandardRequests(beans);
        }
    }
}
