package org.cqrsjakarta.internal.context;

import jakarta.enterprise.inject.spi.BeanManager;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.stream.StreamContext;

/** Takes hold of the caller's contexts for a stream. One per application. */
public final class ContextCapture {

    private final RequestScopes requestScopes;
    private final Supplier<CallerIdentity> identities;

    private ContextCapture(RequestScopes requestScopes, Supplier<CallerIdentity> identities) {
        this.requestScopes = requestScopes;
        this.identities = identities;
    }

    /**
     * Finds out what the server offers.
     *
     * @param beans the application's, after deployment
     */
    public static ContextCapture on(BeanManager beans) {
        return new ContextCapture(requestScopes(beans), identities());
    }

    /** Takes hold of the contexts of this thread, for one stream. */
    public StreamContext capture() {
        return captureForMany().get();
    }

    /**
     * Takes hold of the contexts of this thread.
     *
     * @return gives them for one stream at a time
     */
    public Supplier<StreamContext> captureForMany() {
        Thread caller = Thread.currentThread();
        ClassLoader loader = caller.getContextClassLoader();
        CallerIdentity identity = identities.get();
        return () -> new CapturedContext(caller, loader, requestScopes, identity);
    }

    private static RequestScopes requestScopes(BeanManager beans) {
        try {
            return new WeldRequestScopes(beans);
        } catch (LinkageError | RuntimeException notWeld) {
            return new StandardRequestScopes(beans);
        }
    }

    private static Supplier<CallerIdentity> identities() {
        try {
            return new ConcurrencyIdentity()::capture;
        } catch (LinkageError noConcurrency) {
            return () -> CallerIdentity.NONE;
        }
    }
}
