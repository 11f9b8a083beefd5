package org.cqrsjakarta.internal.context;

import jakarta.enterprise.context.spi.Context;
import org.jspecify.annotations.Nullable;

/**
 * The container's own request contexts. CDI allows one active context of a scope on a thread, so one that is active where
 * a stream enters its own is put away meanwhile.
 */
interface OtherRequests {

    /** The one that is active on this thread; {@code null} if there is none. */
    @Nullable
    Context active();

    /**
     * Makes the active one inactive on this thread.
     *
     * @param active as {@link #active()} gave it
     * @return how it is made active again; {@code null} if the container does not let it be put away
     */
    @Nullable
    PutAway putAway(Context active);

    /** A request that was active. */
    @FunctionalInterface
    interface PutAway {

        /** Makes it active again, with its beans, on the thread where it was. */
        void restore();
    }
}
