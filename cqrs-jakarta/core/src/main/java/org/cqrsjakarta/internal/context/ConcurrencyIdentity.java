package org.cqrsjakarta.internal.context;

import jakarta.enterprise.concurrent.ContextService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.jspecify.annotations.Nullable;

/** Captures the caller through the server's default context service (Jakarta Concurrency 3.0, chapter 3.3). */
final class ConcurrencyIdentity {

    private static final String DEFAULT_SERVICE = "java:comp/DefaultContextService";

    private volatile @Nullable ContextService service;

    /** No naming at all, so this is no server, and asking again would cost an exception for each stream. */
    private volatile boolean outsideOfServer;

    /**
     * Captures the caller on its own thread.
     *
     * @return the caller; {@link CallerIdentity#NONE} where the thread belongs to no component of an application
     */
    CallerIdentity capture() {
        ContextService found = service();
        if (found == null) {
            return CallerIdentity.NONE;
        }
        Executor asCaller = found.currentContextExecutor();
        String policyContext = PolicyContextId.get();
        return new CallerIdentity() {
            @Override
            public <T> T call(Callable<T> section) throws Exception {
                var task = new FutureTask<>(section);
                asCaller.execute(() -> PolicyContextId.under(policyContext, task));
                return task.get();
            }
        };
    }

    // The name is a constant of the platform: nothing from outside reaches the lookup.
    @SuppressWarnings("BanJNDI")
    private @Nullable ContextService service() {
        if (service == null && !outsideOfServer) {
            try {
                service = InitialContext.doLookup(DEFAULT_SERVICE);
            } catch (NoInitialContextException e) {
                outsideOfServer = true;
            } catch (NamingException e) {
                return null;
            }
        }
        return service;
    }
}
