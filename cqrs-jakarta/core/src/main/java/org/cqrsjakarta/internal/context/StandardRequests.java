package org.cqrsjakarta.internal.context;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.inject.spi.BeanManager;
import org.jspecify.annotations.Nullable;

/** Where CDI itself is all there is: an active request cannot be put away, so a stream that meets one runs in that. */
record StandardRequests(BeanManager beans) implements OtherRequests {

    /** Asked only where no stream has entered its own, so what is active is another. */
    @Override
    public @Nullable Context active() {
        try {
            return beans.getContext(RequestScoped.class);
        } catch (ContextNotActiveException none) {
            return null;
        }
    }

    @Override
    public @Nullable PutAway putAway(Context active) {
        return null;
    }
}
