package org.cqrsjakarta.internal.delivery;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose stream of what: only the same caller with the same request may go on with it, or who has its ticket; and only where
 * it was opened, so that whoever may ask there has been decided there.
 *
 * @param owner   to whom it is counted; of it, the authenticated caller is compared, and no address: clients come back from
 *                another one
 * @param asked   method and path of the request that opened it; {@code null} where that is not known
 * @param request compared by {@code equals}
 * @param ticket  with which it was opened; {@code null} if it was opened without
 */
public record StreamKey(
        Owner owner,
        @Nullable String asked,
        Object request,
        @Nullable String ticket) {

    /** Name of the authenticated caller; {@code null} if there is none. */
    public @Nullable String user() {
        return owner.user();
    }

    /** Whether the other one may go on with it: without ticket, as its caller, with the same request, where it was opened. */
    public boolean admits(StreamKey other) {
        return ticket == null
                && Objects.equals(user(), other.user())
                && Objects.equals(asked, other.asked)
                && request.equals(other.request);
    }

    /** Whether it was opened with the ticket of the other one, and there. */
    public boolean hasTicketOf(StreamKey other) {
        return ticket != null && ticket.equals(other.ticket) && Objects.equals(asked, other.asked);
    }
}
