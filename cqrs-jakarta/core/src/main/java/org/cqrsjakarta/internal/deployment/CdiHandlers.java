package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Type;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingRequestHandler;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.stream.HandlerInstance;
import org.cqrsjakarta.internal.stream.HandlerSource;
import org.jspecify.annotations.Nullable;

/**
 * Handlers as the container gives them: through their interface, so that interceptors and decorators apply. A bean of a
 * normal scope is reached by one client proxy for the whole application; a dependent one is created for each step, and
 * destroyed after it.
 */
final class CdiHandlers<R> implements HandlerSource<R> {

    private final BeanManager beans;
    private final Bean<?> bean;
    private final Type contract;
    private final boolean dependent;
    private final boolean proxied;
    private volatile @Nullable HandlerInstance<R> shared;

    CdiHandlers(BeanManager beans, Bean<?> bean) {
        this.beans = beans;
        this.bean = bean;
        this.contract = bean.getTypes().stream()
                .filter(type -> HandlerReader.rawType(type) == StreamingRequestHandler.class)
                .findFirst()
                .orElseThrow();
        this.dependent = bean.getScope() == Dependent.class;
        this.proxied = beans.isNormalScope(bean.getScope());
    }

    @Override
    public HandlerInstance<R> obtain() {
        if (proxied) {
            HandlerInstance<R> instance = shared;
            if (instance == null) {
                instance = ofItsScope();
                shared = instance;
            }
            return instance;
        }
        return dependent ? created(bean) : ofItsScope();
    }

    /**
     * Created by its bean and not by {@code getReference}, where Weld loses what was injected into an instance whose
     * creation fails: here it is destroyed as well.
     */
    @SuppressWarnings("unchecked")
    private <T> HandlerInstance<R> created(Bean<T> bean) {
        CreationalContext<T> creation = beans.createCreationalContext(bean);
        boolean created = false;
        try {
            T instance = bean.create(creation);
            created = true;
            return new Instance<>(
                    (StreamingRequestHandler<StreamRequest<R>, R>) instance, () -> bean.destroy(instance, creation));
        } finally {
            if (!created) {
                creation.release();
            }
        }
    }

    /** Its scope destroys it: releasing what it was created with would take away what was injected into it. */
    private HandlerInstance<R> ofItsScope() {
        return new Instance<>(reference(beans.createCreationalContext(bean)), () -> {});
    }

    @SuppressWarnings("unchecked")
    private StreamingRequestHandler<StreamRequest<R>, R> reference(CreationalContext<?> creation) {
        return (StreamingRequestHandler<StreamRequest<R>, R>) beans.getReference(bean, contract, creation);
    }

    private record Instance<R>(StreamingRequestHandler<StreamRequest<R>, R> handler, Runnable destruction)
            implements HandlerInstance<R> {

        @Override
        public @Nullable Stream<R> open(StreamRequest<R> request, @Nullable Switchover<R> switchover) throws Exception {
            return switchover == null ? handler.handle(request) : handler.handle(request, switchover);
        }

        @Override
        public void release() {
            destruction.run();
        }
    }
}
