package org.cqrsjakarta.internal.context;

import jakarta.security.jacc.PolicyContext;
import org.jspecify.annotations.Nullable;

/**
 * The policy context of Jakarta Authorization, by which Jakarta Security finds the caller. GlassFish's context service
 * carries the caller over, but not this id, and without it asking for the caller's principal ends in an exception.
 */
final class PolicyContextId {

    private static final boolean AVAILABLE = isAvailable();

    private PolicyContextId() {}

    /** The id on this thread; {@code null} if there is none. */
    static @Nullable String get() {
        return AVAILABLE ? PolicyContext.getContextID() : null;
    }

    /**
     * Runs a section under an id.
     *
     * @param id as {@link #get()} gave it
     */
    static void under(@Nullable String id, Runnable section) {
        String before = get();
        if (id == null || id.equals(before)) {
            section.run();
            return;
        }
        PolicyContext.setContextID(id);
        try {
            section.run();
        } finally {
            PolicyContext.setContextID(before);
        }
    }

    private static boolean isAvailable() {
        try {
            PolicyContext.getContextID();
            return true;
        } catch (LinkageError noAuthorization) {
            return false;
        }
    }
}
