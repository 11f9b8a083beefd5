package org.cqrsjakarta.internal.context;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/**
 * The request context of streams that have one of their own; one for each application. It is active on a thread while a
 * section of such a stream runs there, and shows that stream's beans.
 *
 * <p>A context of our own, since the container's cannot be taken from one thread to the next by portable means, and
 * entering Weld's bound one for each item was 94 % of what an item cost (decision 21).
 */
public final class StreamRequestContext implements AlterableContext {

    /**
     * Two elements: whose section runs on the thread, and how what it has put away is made active again. Threads of a server's pool keep the array for ever, so it is of a
     * class of the JDK's, and empty while no stream runs.
     */
    private static final ThreadLocal<@Nullable Object @Nullable []> SLOTS = new ThreadLocal<>();

    @Override
    public Class<? extends Annotation> getScope() {
        return RequestScoped.class;
    }

    @Override
    public boolean isActive() {
        return current() != null;
    }

    @Override
    public <T> @Nullable T get(Contextual<T> bean, @Nullable CreationalContext<T> creation) {
        RequestBeans beans = active().beans();
        return creation == null ? beans.get(bean) : beans.get(bean, creation);
    }

    @Override
    public <T> @Nullable T get(Contextual<T> bean) {
        return active().beans().get(bean);
    }

    @Override
    public void destroy(Contextual<?> bean) {
        active().beans().destroy(bean);
    }

    /** The stream whose section runs on this thread; {@code null} if there is none with a request context of its own. */
    @Nullable
    OwnRequest current() {
        Object[] slot = SLOTS.get();
        return slot == null || !(slot[0] instanceof OwnRequest own) || own.context() != this ? null : own;
    }

    /** The place of this thread, as above. To be used on this thread only. */
    @Nullable
    Object[] slot() {
        Object[] slot = SLOTS.get();
        if (slot == null) {
            slot = new Object[2];
            SLOTS.set(slot);
        }
        return slot;
    }

    private OwnRequest active() {
        OwnRequest now = current();
        if (now == null) {
            throw new ContextNotActiveException("no section of a stream runs on thread '"
                    + Thread.currentThread().getName() + "'");
        }
        return now;
    }
}
