package org.cqrsjakarta.inspector.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/**
 * Who asks: nobody, a user with a password, or whoever holds a ticket. Kept in memory only.
 *
 * @param user   empty for nobody, and for a ticket; without a colon
 * @param secret the password or the ticket; empty for nobody
 */
public record Credentials(String user, String secret) {

    /** Nobody in particular. */
    public static final Credentials NONE = new Credentials("", "");

    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if they cannot be sent; the message says why, without a secret
     */
    public Credentials {
        if (user.indexOf(':') >= 0) {
            // RFC 7617, chapter 2: all behind the colon would be the password, and the name is kept and shown.
            throw new IllegalArgumentException("A user's name has no colon: '" + user.substring(0, user.indexOf(':'))
                    + ":…' looks like a name with its password, which has a field of its own");
        }
        if (user.isEmpty() && !secret.chars().allMatch(character -> character > ' ' && character < 0x7F)) {
            throw new IllegalArgumentException(
                    "A ticket is letters, digits and signs of ASCII, without blanks; for a password, give its user");
        }
    }

    /** A user with a password. */
    public static Credentials password(String user, String password) {
        return new Credentials(user, password);
    }

    /** Whoever holds a ticket, which goes out as a bearer token (RFC 6750). */
    public static Credentials ticket(String ticket) {
        return new Credentials("", ticket.strip());
    }

    /**
     * What there is to warn of when they are sent to a server.
     *
     * @return nothing if nobody on the way can read them
     */
    Optional<String> exposed(ServerAddress to) {
        if (header().isEmpty() || to.isPrivate()) {
            return Optional.empty();
        }
        String what = user.isEmpty() ? "The ticket" : "The password of " + user;
        return Optional.of(what + " goes to " + to.base().getHost()
                + " over plain http: whoever is on the way can read it. Use an address with https://, or a tunnel to"
                + " localhost");
    }

    /** The value of the header {@code Authorization}, if there is to be one. */
    Optional<String> header() {
        if (secret.isEmpty() && user.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                user.isEmpty()
                        ? "Bearer " + secret
                        : "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(UTF_8)));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return user.isEmpty() ? (secret.isEmpty() ? "nobody" : "a ticket") : "user " + user;
    }
}
