package org.cqrsjakarta.internal.context;

import java.util.concurrent.Callable;

/** The caller as Jakarta Concurrency carries it over: security identity, naming, and what else the server adds. */
@FunctionalInterface
interface CallerIdentity {

    /** For where there is no Jakarta Concurrency: nothing is carried over. */
    CallerIdentity NONE = Callable::call;

    /** Runs a section as the caller, on this thread. */
    <T> T call(Callable<T> section) throws Exception;
}
