package org.cqrsjakarta.internal.context;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What CDI itself offers: a request context that cannot move from thread to thread. A stream that is pulled without
 * one gets a new one each time it is entered.
 */
final class StandardRequestScopes implements RequestScopes {

    private final BeanManager beans;

    StandardRequestScopes(BeanManager beans) {
        this.beans = beans;
    }

    @Override
    public boolean isActive() {
        try {
            return beans.getContext(RequestScoped.class).isActive();
        } catch (ContextNotActiveException e) {
            return false;
        }
    }

    @Override
    public Own create() {
        Map<Thread, RequestContextController> active = new ConcurrentHashMap<>();
        return new Own() {
            @Override
            public void activate() {
                RequestContextController controller = beans.createInstance()
                        .select(RequestContextController.class)
                        .get();
                controller.activate();
                active.put(Thread.currentThread(), controller);
            }

            @Override
            public void deactivate() {
                RequestContextController controller = active.remove(Thread.currentThread());
                if (controller != null) {
                    controller.deactivate();
                }
            }

            @Override
            public void destroy() {
                // Destroyed whenever it was deactivated.
            }
        };
    }
}
