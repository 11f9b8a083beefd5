package org.cqrsjakarta.internal.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Whose stream of what: only the same caller with the same request may go on with it, or who has its ticket.
 *
 * @param user    name of the authenticated caller; {@code null} if there is none
 * @param request compared by {@code equals}
 * @param ticket  with which it was opened; {@code null} if it was opened without
 */
public record StreamKey(
        @Nullable String user, Object request, @Nullable String ticket) {

    /** Whether it was opened with this ticket. */
    public boolean isOf(@Nullable String other) {
        return ticket != null && ticket.equals(other);
    }
}
