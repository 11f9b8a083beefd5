package org.cqrsjakarta.internal.context;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.weld.context.RequestContext;
import org.jboss.weld.context.bound.BoundLiteral;
import org.jboss.weld.context.bound.BoundRequestContext;

/** What Weld offers: a request context that is kept in a map and can be entered on one thread after another. */
final class WeldRequestScopes implements RequestScopes {

    private final List<RequestContext> all;
    private final BoundRequestContext bound;

    WeldRequestScopes(BeanManager beans) {
        var contexts = beans.createInstance();
        all = contexts.select(RequestContext.class, Any.Literal.INSTANCE).stream()
                .toList();
        bound = contexts.select(BoundRequestContext.class, BoundLiteral.INSTANCE)
                .get();
    }

    @Override
    public boolean isActive() {
        for (RequestContext context : all) {
            if (context.isActive()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Own create() {
        Map<String, Object> store = new ConcurrentHashMap<>();
        return new Own() {
            @Override
            public void activate() {
                bound.associate(store);
                bound.activate();
            }

            @Override
            public void deactivate() {
                bound.deactivate();
                bound.dissociate(store);
            }

            @Override
            public void destroy() {
                activate();
                try {
                    bound.invalidate();
                } finally {
                    deactivate();
                }
            }
        };
    }
}
