package org.cqrsjakarta.internal.context;

import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Collection;
import org.jboss.weld.context.BoundContext;
import org.jboss.weld.context.RequestContext;
import org.jboss.weld.context.api.ContextualInstance;
import org.jspecify.annotations.Nullable;

/**
 * Weld's. One that is bound to a request or a map keeps its beans there while it is inactive; the one that is bound to
 * nothing, of {@code @ActivateRequestContext}, forgets them, and is given them back.
 */
final class WeldRequests implements OtherRequests {

    private final RequestContext[] all;

    WeldRequests(BeanManager beans) {
        all = beans.createInstance().select(RequestContext.class, Any.Literal.INSTANCE).stream()
                .toArray(RequestContext[]::new);
    }

    @Override
    public @Nullable Context active() {
        for (RequestContext context : all) {
            if (context.isActive()) {
                return context;
            }
        }
        return null;
    }

    @Override
    public PutAway putAway(Context active) {
        RequestContext context = (RequestContext) active;
        PutAway away = context instanceof BoundContext
                ? context::activate
                : new Unbound(context, context.getAllContextualInstances());
        context.deactivate();
        return away;
    }

    private record Unbound(RequestContext context, Collection<ContextualInstance<?>> beans) implements PutAway {
        @Override
        public void restore() {
            context.activate();
            context.clearAndSet(beans);
        }
    }
}
