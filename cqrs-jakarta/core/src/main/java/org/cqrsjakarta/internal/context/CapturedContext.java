package org.cqrsjakarta.internal.context;

import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of one stream, decided when it was asked for. Within the request in which it was, they are there already;
 * everywhere else the stream has a request of its own, which is entered over whatever is active there, as the caller and
 * with the caller's class loader.
 */
final class CapturedContext implements StreamContext {

    /** A section in which the request's beans are destroyed, and nothing else happens. */
    private static final Supplier<@Nullable Object> NOTHING = new Supplier<>() {
        @Override
        public @Nullable Object get() {
            return null;
        }
    };

    private final RequestContexts requests;
    private final @Nullable CallersRequest callers;
    private final @Nullable ClassLoader loader;
    private final CallerIdentity identity;
    private final OwnRequest own;

    /**
     * Keeps what was captured.
     *
     * @param requests of the application
     * @param callers  the request in which the stream was asked for; {@code null} if that was outside of any
     * @param loader   of the caller
     * @param identity of the caller
     */
    CapturedContext(
            RequestContexts requests,
            @Nullable CallersRequest callers,
            @Nullable ClassLoader loader,
            CallerIdentity identity) {
        this.requests = requests;
        this.own = requests.own();
        this.callers = callers;
        this.loader = loader;
        this.identity = identity;
    }

    @Override
    public <T extends @Nullable Object> T call(Supplier<T> section) {
        return callers != null && callers.isHere() ? withLoader(null, section) : asCaller(section);
    }

    @Override
    public <R> Consumer<? super R> outside(Consumer<? super R> consumer) {
        return callers != null && callers.isHere() ? consumer : requests.outside(consumer);
    }

    @Override
    public StreamContext another() {
        return new CapturedContext(requests, null, loader, identity);
    }

    @Override
    public void end() {
        if (own.end()) {
            asCaller(NOTHING);
        }
    }

    private <T extends @Nullable Object> T asCaller(Supplier<T> section) {
        if (identity == CallerIdentity.NONE) {
            return withLoader(own, section);
        }
        try {
            return identity.call(() -> withLoader(own, section));
        } catch (ExecutionException e) {
            throw Causes.<RuntimeException>rethrow(e.getCause() == null ? e : e.getCause());
        } catch (Exception e) {
            throw Causes.<RuntimeException>rethrow(e);
        }
    }

    /**
     * Runs a section with the caller's class loader.
     *
     * @param entering the request in which it runs; {@code null} for the one that is there
     */
    private <T extends @Nullable Object> T withLoader(@Nullable OwnRequest entering, Supplier<T> section) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (before == loader) {
            return requests.within(entering, section);
        }
        thread.setContextClassLoader(loader);
        try {
            return requests.within(entering, section);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
