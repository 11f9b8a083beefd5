package org.cqrsjakarta.internal.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.cqrsjakarta.internal.wire.Caller;
import org.jspecify.annotations.Nullable;

/**
 * To whom streams are counted: an authenticated caller, or else the address from which it came. Where neither is known, one
 * for all of those.
 *
 * @param user    the authenticated caller's name; {@code null} if there is none
 * @param address of the client, of IPv6 its network, or of the proxy before it; {@code null} where the user is known, or the address is not
 */
public record Owner(@Nullable String user, @Nullable String address) {

    private static final int NETWORK_BYTES = 8;
    private static final Owner NOBODY = new Owner(null, null);

    /** That of a caller. */
    static Owner of(Caller caller) {
        return of(caller.user(), caller.address());
    }

    /** That of whoever opens a stream from this address with what a user was given. */
    public static Owner of(@Nullable String user, @Nullable String address) {
        if (user != null) {
            return new Owner(user, null);
        }
        return address == null ? NOBODY : new Owner(null, network(address));
    }

    /** Of IPv6, the 64 bits that a client has been given: the others are for it to choose (RFC 4291, chapter 2.5.4). */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // No name, so that nobody is asked.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
