package org.cqrsjakarta.internal.context;

import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.function.Consumer;
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
        Context other = otherThan(before);
        if (before == own) {
            return section.get();
        }
        PutAway away = other == null ? null : others.putAway(other);
        if (other != null && away == null) {
            return section.get();
        }
        Object awayBefore = slot[1];
        slot[0] = own;
        if (away != null) {
            slot[1] = away;
        }
        own.begin();
        try {
            return section.get();
        } finally {
            try {
                own.over();
            } finally {
                slot[0] = before;
                if (away != null) {
                    bringBack(slot);
                    slot[1] = awayBefore;
                }
            }
        }
    }

    /**
     * Has a consumer that a section calls run in the request that is active on this thread now.
     *
     * @return the consumer itself if there is none: then it may see that of the stream
     */
    <R> Consumer<? super R> outside(Consumer<? super R> consumer) {
        @Nullable Object[] slot = ofStreams.slot();
        Object active = slot[0];
        Context other = otherThan(active);
        if (active == null && other == null) {
            return consumer;
        }
        return item -> {
            Object section = slot[0];
            if (section == active) {
                consumer.accept(item);
                return;
            }
            slot[0] = active;
            if (other != null) {
                bringBack(slot);
            }
            try {
                consumer.accept(item);
            } finally {
                if (other != null) {
                    slot[1] = others.putAway(other);
                }
                slot[0] = section;
            }
        };
    }

    /**
     * The container's request that is active beside that of a stream's section.
     *
     * @param section on this thread; {@code null} if there is none. Where it is one of this application, the container's was
     *     put away
     */
    private @Nullable Context otherThan(@Nullable Object section) {
        boolean isOurs = section instanceof OwnRequest own && own.context() == ofStreams;
        return isOurs ? null : others.active();
    }

    /** Makes active again what was put away on this thread. */
    private static void bringBack(@Nullable Object[] slot) {
        PutAway away = (PutAway) slot[1];
        slot[1] = null;
        if (away != null) {
            away.restore();
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
