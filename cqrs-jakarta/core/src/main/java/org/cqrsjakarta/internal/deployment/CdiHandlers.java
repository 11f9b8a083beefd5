package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Type;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.source.Opened;
import org.jspecify.annotations.Nullable;

/**
 * Handlers as the container gives them: through their interface, so that interceptors and decorators apply. A bean of a
 * normal scope is reached by one client proxy for the whole application; a dependent one is created for each step, and
 * destroyed after it.
 */
final class CdiHandlers<R> implements HandlerSource<R> {

    private final BeanManager beans;
    private final Bean<?> bean;
    private final HandlerContract contract;
    private final String place;
    private final Type type;
    private final boolean dependent;

    /** The client proxy of a normal scope; made at once, so that a class that has none is refused at deployment. */
    private final @Nullable HandlerInstance<R> shared;

    CdiHandlers(BeanManager beans, HandlerModel model) {
        this.beans = beans;
        this.bean = model.bean();
        this.contract = model.contract();
        this.place = model.place();
        this.type = bean.getTypes().stream()
                .filter(seen -> HandlerReader.rawType(seen) == contract.type())
                .findFirst()
                .orElseThrow();
        this.dependent = bean.getScope() == Dependent.class;
        this.shared = beans.isNormalScope(bean.getScope()) ? ofItsScope() : null;
    }

    @Override
    public HandlerInstance<R> obtain() {
        if (shared != null) {
            return shared;
        }
        return dependent ? created(bean) : ofItsScope();
    }

    /**
     * Created by its bean and not by {@code getReference}, where Weld loses what was injected into an instance whose
     * creation fails: here it is destroyed as well.
     */
    private <T> HandlerInstance<R> created(Bean<T> bean) {
        CreationalContext<T> creation = beans.createCreationalContext(bean);
        boolean created = false;
        try {
            T instance = bean.create(creation);
            created = true;
            return new Instance<>(instance, creation);
        } finally {
            if (!created) {
                creation.release();
            }
        }
    }

    /** Its scope destroys it: releasing what it was created with would take away what was injected into it. */
    private HandlerInstance<R> ofItsScope() {
        return new Instance<>(beans.getReference(bean, type, beans.createCreationalContext(bean)), null);
    }

    private final class Instance<T> implements HandlerInstance<R> {

        private final T handler;

        /** {@code null} where its scope destroys it. */
        private final @Nullable CreationalContext<T> creation;

        Instance(T handler, @Nullable CreationalContext<T> creation) {
            this.handler = handler;
            this.creation = creation;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Opened<R> open(Object request, @Nullable Switchover<R> switchover) throws Exception {
            return (Opened<R>) contract.open(place, handler, request, (Switchover<Object>) switchover);
        }

        @Override
        @SuppressWarnings("unchecked")
        public void release() {
            if (creation != null) {
                ((Bean<T>) bean).destroy(handler, creation);
            }
        }
    }
}
