package org.cqrsjakarta.internal.rest;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The web applications in which Jakarta REST was given the protections, by their class loaders: in an EAR, several of them
 * may share this class.
 */
public final class ProtectedApplications {

    private static final Map<ClassLoader, Boolean> LOADERS = Collections.synchronizedMap(new WeakHashMap<>());

    private ProtectedApplications() {}

    /** That on whose behalf this thread runs has been given them. */
    public static void add() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        LOADERS.put(loader == null ? library() : loader, Boolean.TRUE);
    }

    /** Whether that on whose behalf this thread runs was given them. */
    public static boolean isOne() {
        return contains(Thread.currentThread().getContextClassLoader());
    }

    /** Whether the application of this class loader was given them. */
    static boolean contains(@Nullable ClassLoader loader) {
        Set<ClassLoader> all;
        synchronized (LOADERS) {
            all = Set.copyOf(LOADERS.keySet());
        }
        if (loader == null || loader == library()) {
            // The library is this application's own: nobody else can have added one.
            return !all.isEmpty();
        }
        // Some servers put a loader of their own around an application's, for the thread alone.
        return all.stream().anyMatch(one -> isWithin(one, loader) || isWithin(loader, one));
    }

    private static boolean isWithin(ClassLoader loader, ClassLoader outer) {
        for (ClassLoader at = loader; at != null; at = at.getParent()) {
            if (at == outer) {
                return true;
            }
        }
        return false;
    }

    private static ClassLoader library() {
        return ProtectedApplications.class.getClassLoader();
    }

    /** For tests: as if none had been. */
    static void clear() {
        LOADERS.clear();
    }
}
