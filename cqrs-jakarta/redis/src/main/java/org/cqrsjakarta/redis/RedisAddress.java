package org.cqrsjakarta.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is, and as whom it is spoken to.
 *
 * @param tls      whether by TLS, with the host's name checked
 * @param user     of its access control list; {@code null}: the default one
 * @param password {@code null}: none
 * @param host     a name or an IP address
 * @param port     1 to 65535
 * @param database its number
 */
record RedisAddress(
        boolean tls, @Nullable String user, @Nullable String password, String host, int port, int database) {

    private static final int DEFAULT_PORT = 6379;
    private static final int LARGEST_PORT = 65_535;

    /** Not java.net.URI, which takes no host with an underscore, and tells the whole text when it takes none. */
    private static final Pattern FORM = Pattern.compile("redis(s?)://(?:([^:@/]*):([^:@/]*)@)?"
            + "(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?(?:/([0-9]{0,4}))?");

    /**
     * Reads one.
     *
     * @param property that it is the value of
     * @throws IllegalArgumentException if it is none; the message does not have it
     */
    static RedisAddress parse(String property, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw bad(property);
        }
        int port = form.group(5) == null ? DEFAULT_PORT : Integer.parseInt(form.group(5));
        if (port < 1 || port > LARGEST_PORT) {
            throw bad(property);
        }
        return new RedisAddress(
                !form.group(1).isEmpty(),
                decoded(property, form.group(2)),
                decoded(property, form.group(3)),
                form.group(4),
                port,
                form.group(6) == null || form.group(6).isEmpty() ? 0 : Integer.parseInt(form.group(6)));
    }

    private static @Nullable String decoded(String property, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw bad(property);
        }
    }

    private static IllegalArgumentException bad(String property) {
        return new IllegalArgumentException(RedisMessages.MESSAGES.badUri(property));
    }

    /** For people: without user and password. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + host + ":" + port + "/" + database;
    }
}
