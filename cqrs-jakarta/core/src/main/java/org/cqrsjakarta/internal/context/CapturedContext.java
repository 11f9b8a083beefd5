package org.cqrsjakarta.internal.context;

import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.stream.Causes;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of one stream. On the caller's own thread they are there already, and entering costs a few comparisons;
 * what is missing on a thread is put there for the section, and taken away again.
 */
final class CapturedContext implements StreamContext {

    private final Thread caller;
    private final @Nullable ClassLoader loader;
    private final RequestScopes requestScopes;
    private final CallerIdentity identity;

    private final Object lock = new Object();
    private RequestScopes.@Nullable Own own;
    private int sections;
    private boolean ended;

    CapturedContext(Thread caller, @Nullable ClassLoader loader, RequestScopes requestScopes, CallerIdentity identity) {
        this.caller = caller;
        this.loader = loader;
        this.requestScopes = requestScopes;
        this.identity = identity;
    }

    @Override
    public <T extends @Nullable Object> T call(Supplier<T> section) {
        if (Thread.currentThread() == caller || identity == CallerIdentity.NONE) {
            return withLoader(section);
        }
        try {
            return identity.call(() -> withLoader(section));
        } catch (ExecutionException e) {
            throw Causes.<RuntimeException>rethrow(e.getCause() == null ? e : e.getCause());
        } catch (Exception e) {
            throw Causes.<RuntimeException>rethrow(e);
        }
    }

    @Override
    public StreamContext another() {
        return new CapturedContext(caller, loader, requestScopes, identity);
    }

    @Override
    public void end() {
        synchronized (lock) {
            ended = true;
        }
        destroyWhenUnused();
    }

    private <T extends @Nullable Object> T withLoader(Supplier<T> section) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (before == loader) {
            return withRequestScope(section);
        }
        thread.setContextClassLoader(loader);
        try {
            return withRequestScope(section);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private <T extends @Nullable Object> T withRequestScope(Supplier<T> section) {
        if (requestScopes.isActive()) {
            return section.get();
        }
        RequestScopes.Own entered = enter();
        try {
            entered.activate();
            try {
                return section.get();
            } finally {
                entered.deactivate();
            }
        } finally {
            synchronized (lock) {
                sections--;
            }
            destroyWhenUnused();
        }
    }

    private RequestScopes.Own enter() {
        synchronized (lock) {
            sections++;
            if (own == null) {
                own = requestScopes.create();
            }
            return own;
        }
    }

    private void destroyWhenUnused() {
        RequestScopes.Own unused = null;
        synchronized (lock) {
            if (ended && sections == 0) {
                unused = own;
                own = null;
            }
        }
        if (unused != null) {
            unused.destroy();
        }
    }
}
