package org.cqrsjakarta.internal.context;

import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import org.jspecify.annotations.Nullable;

/**
 * The request in which a stream was asked for, known by an object that lives in it: a thread may serve another request
 * by now, and a request may go on on another thread.
 *
 * @param context where it was active
 * @param mark    lives in it
 */
record CallersRequest(Context context, Object mark) {

    /** Creates the object that lives in a request. */
    private static final Contextual<Object> MARK = new Contextual<>() {
        @Override
        public Object create(CreationalContext<Object> creation) {
            return new Object();
        }

        @Override
        public void destroy(Object mark, CreationalContext<Object> creation) {}
    };

    /**
     * Marks the request that is active.
     *
     * @param active  where it is
     * @param beans   of the application
     */
    static CallersRequest in(Context active, BeanManager beans) {
        @Nullable Object mark = active.get(MARK);
        return new CallersRequest(active, mark == null ? active.get(MARK, beans.createCreationalContext(MARK)) : mark);
    }

    /** Whether it is active on this thread. */
    boolean isHere() {
        return context.isActive() && context.get(MARK) == mark;
    }
}
