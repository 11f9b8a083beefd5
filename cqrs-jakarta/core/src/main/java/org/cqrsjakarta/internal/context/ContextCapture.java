package org.cqrsjakarta.internal.context;

import jakarta.enterprise.inject.spi.BeanManager;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.jspecify.annotations.Nullable;

/** Takes hold of the caller's contexts for a stream. One per application. */
public final class ContextCapture {

    private final RequestContexts requests;
    private final Supplier<CallerIdentity> identities;

    private ContextCapture(RequestContexts requests, Supplier<CallerIdentity> identities) {
        this.requests = requests;
        this.identities = identities;
    }

    /**
     * Finds out what the server offers.
     *
     * @param beans     the application's, after deployment
     * @param ofStreams was added to them
     */
    public static ContextCapture on(BeanManager beans, StreamRequestContext ofStreams) {
        return new ContextCapture(new RequestContexts(beans, ofStreams), identities());
    }

    /** Takes hold of the contexts of this thread, for one stream. */
    public StreamContext capture() {
        return new CapturedContext(requests, requests.active(), loader(), identities.get());
    }

    /**
     * Takes hold of the contexts of this thread.
     *
     * @return gives them for one stream at a time
     */
    public Supplier<StreamContext> captureForMany() {
        CallersRequest callers = requests.active();
        ClassLoader loader = loader();
        CallerIdentity identity = identities.get();
        return () -> new CapturedContext(requests, callers, loader, identity);
    }

    private static @Nullable ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }

    private static Supplier<CallerIdentity> identities() {
        try {
            return new ConcurrencyIdentity()::capture;
        } catch (LinkageError noConcurrency) {
            return () -> CallerIdentity.NONE;
        }
    }
}
