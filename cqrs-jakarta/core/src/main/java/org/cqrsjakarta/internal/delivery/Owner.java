package org.cqrsjakarta.internal.delivery;

import org.cqrsjakarta.internal.wire.Caller;
import org.jspecify.annotations.Nullable;

/**
 * To whom streams are counted: an authenticated caller, or else the address from which it came. Where neither is known, one
 * for all of those.
 *
 * @param user    the authenticated caller's name; {@code null} if there is none
 * @param address of the client, or of the proxy before it; {@code null} where the user is known, or the address is not
 */
public record Owner(@Nullable String user, @Nullable String address) {

    /** That of a caller. */
    static Owner of(Caller caller) {
        return of(caller.user(), caller.address());
    }

    /** That of whoever opens a stream from this address with what a user was given. */
    public static Owner of(@Nullable String user, @Nullable String address) {
        return new Owner(user, user == null ? address : null);
    }
}
