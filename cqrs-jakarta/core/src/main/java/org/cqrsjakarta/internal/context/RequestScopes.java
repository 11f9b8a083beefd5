package org.cqrsjakarta.internal.context;

/** The container's request scope. Callable from any thread. */
interface RequestScopes {

    /** Whether a request context is active on this thread. */
    boolean isActive();

    /** Creates a request context for one stream, not active yet. */
    Own create();

    /** A request context of a stream's own. Two threads have it active at once when one cancels what the other pulls. */
    interface Own {

        /** Makes it active on this thread. */
        void activate();

        /** Ends its activity on this thread. */
        void deactivate();

        /** Destroys the beans in it. Called on a thread where it is not active. */
        void destroy();
    }
}
