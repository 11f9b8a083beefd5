package org.cqrsjakarta.internal.context;

import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The request-scoped beans of one stream. Callable from any thread; two may use it at once. */
final class RequestBeans {

    private final ReentrantLock lock = new ReentrantLock();

    /** In the order of their creation, under the lock. */
    private final LinkedHashMap<Contextual<?>, Instance<?>> instances = new LinkedHashMap<>();

    private record Instance<T>(Contextual<T> bean, T object, CreationalContext<T> creation) {

        void destroy() {
            bean.destroy(object, creation);
        }
    }

    /** Not under the lock: creation may take for ever, and another thread of the stream needs other beans meanwhile. */
    <T> T get(Contextual<T> bean, CreationalContext<T> creation) {
        T existing = get(bean);
        if (existing != null) {
            return existing;
        }
        Instance<T> created = new Instance<>(bean, bean.create(creation), creation);
        Instance<T> kept = kept(created);
        if (kept != created) {
            // Another thread was first.
            destroy(created);
        }
        return kept.object();
    }

    private <T> Instance<T> kept(Instance<T> created) {
        lock.lock();
        try {
            Instance<T> existing = instanceOf(created.bean());
            if (existing == null) {
                instances.put(created.bean(), created);
                return created;
            }
            return existing;
        } finally {
            lock.unlock();
        }
    }

    /** The instance of a bean; {@code null} if there is none yet. */
    <T> @Nullable T get(Contextual<T> bean) {
        lock.lock();
        try {
            Instance<T> instance = instanceOf(bean);
            return instance == null ? null : instance.object();
        } finally {
            lock.unlock();
        }
    }

    void destroy(Contextual<?> bean) {
        Instance<?> removed;
        lock.lock();
        try {
            removed = instances.remove(bean);
        } finally {
            lock.unlock();
        }
        if (removed != null) {
            removed.destroy();
        }
    }

    /**
     * Destroys all, the last created first: it may use those before it until its own end. What is created meanwhile, by one
     * that uses what is gone, is destroyed as well, but not for ever.
     */
    void destroyAll() {
        int most = 2 * size() + 1;
        Instance<?> last = removeLast();
        for (int i = 0; last != null && i < most; i++) {
            destroy(last);
            last = removeLast();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private static void destroy(Instance<?> instance) {
        try {
            instance.destroy();
        } catch (Throwable e) {
            ContextLog.LOG.beanNotDestroyed(String.valueOf(instance.bean()), e);
        }
    }

    private int size() {
        lock.lock();
        try {
            return instances.size();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Instance<?> removeLast() {
        lock.lock();
        try {
            Map.Entry<Contextual<?>, Instance<?>> last = instances.pollLastEntry();
            return last == null ? null : last.getValue();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("unchecked")
    private <T> @Nullable Instance<T> instanceOf(Contextual<T> bean) {
        return (Instance<T>) instances.get(bean);
    }
}
