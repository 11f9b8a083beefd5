package org.cqrsjakarta.internal.delivery;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose stream of what: only the same caller with the same request may go on with it, or who has its ticket; and only where
 * it was opened, so that whoever may ask there has been decided there.
 *
 * @param user    name of the authenticated caller; {@code null} if there is none
 * @param asked   method and path of the request that opened it; {@code null} where that is not known
 * @param request compared by {@code equals}
 * @param ticket  with which it was opened; {@code null} if it was opened without
 */
public record StreamKey(
        @Nullable String user,
        @Nullable String asked,
        Object request,
        @Nullable String ticket) {

    /** Whether it was opened with the ticket of the other one, and there. */
    public boolean hasTicketOf(StreamKey other) {
        return ticket != null && ticket.equals(other.ticket) && Objects.equals(asked, other.asked);
    }
}
