package org.cqrsjakarta.internal.rest;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many applications of Jakarta REST were given the protections in which web application. Those are told apart by their
 * class loaders: in an EAR, several of them may share this class.
 */
public final class ProtectedApplications {

    private static final Map<ClassLoader, Integer> COUNTS = Collections.synchronizedMap(new WeakHashMap<>());

    private ProtectedApplications() {}

    /** One more was given them in the web application on whose behalf this thread runs. */
    public static void add() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        COUNTS.merge(loader == null ? library() : loader, 1, Integer::sum);
    }

    /** Whether there is one in the web application on whose behalf this thread runs. */
    public static boolean isOne() {
        return countIn(Thread.currentThread().getContextClassLoader()) > 0;
    }

    /** How many there are in the web application of this class loader. */
    static int countIn(@Nullable ClassLoader loader) {
        Map<ClassLoader, Integer> all;
        synchronized (COUNTS) {
            all = Map.copyOf(COUNTS);
        }
        // Of a library that is the web application's own, nobody else can have added one. Some servers put a loader of
        // their
        // own around an application's, for the thread alone.
        return all.entrySet().stream()
                .filter(one -> loader == null
                        || loader == library()
                        || isWithin(one.getKey(), loader)
                        || isWithin(loader, one.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
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
        COUNTS.clear();
    }
}
