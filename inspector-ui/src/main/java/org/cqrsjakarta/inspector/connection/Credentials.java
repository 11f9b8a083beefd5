package org.cqrsjakarta.inspector.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/**
 * Who asks: nobody, a user with a password, or whoever holds a ticket. Kept in memory only.
 *
 * @param user   empty for nobody, and for a ticket
 * @param secret the password or the ticket; empty for nobody
 */
public record Credentials(String user, String secret) {

    /** Nobody in particular. */
    public static final Credentials NONE = new Credentials("", "");

    /** A user with a password. */
    public static Credentials password(String user, String password) {
        return new Credentials(user, password);
    }

    /** Whoever holds a ticket, which goes out as a bearer token (RFC 6750). */
    public static Credentials ticket(String ticket) {
        return new Credentials("", ticket);
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
