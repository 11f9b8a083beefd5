package org.cqrsjakarta.internal.wire;

import java.util.Optional;
import java.util.regex.Pattern;
import org.cqrsjakarta.internal.config.PropertyReader;
import org.jspecify.annotations.Nullable;

/**
 * The query parameter that counts where a request has no {@code Last-Event-ID}: some clients cannot send the header, and a
 * page that makes a new {@code EventSource} cannot either.
 *
 * @param name letters, digits, {@code -}, {@code _} and {@code .} only, so that no client encodes it
 */
public record LastEventIdParameter(String name) {

    private static final String PROPERTY = "cqrs.sse.last-event-id-parameter";
    private static final String USUAL = "lastEventId";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** Reads {@code cqrs.sse.last-event-id-parameter}, with the default in place of a bad value. */
    public static LastEventIdParameter from(PropertyReader reader) {
        String name = reader.text(PROPERTY).map(String::strip).orElse(USUAL);
        if (FORM.matcher(name).matches()) {
            return new LastEventIdParameter(name);
        }
        reader.bad().say(PROPERTY, name, "1 to 64 letters, digits, '-', '_' or '.' such as " + USUAL);
        return new LastEventIdParameter(USUAL);
    }

    /**
     * Finds the parameter. Its last value counts: clients append it to an address that may have one.
     *
     * @param rawQuery as it was sent; {@code null} if there is none
     * @return the value as it was sent, which is right for ids: they have no character that is ever encoded
     */
    Optional<String> in(@Nullable String rawQuery) {
        String query = "&" + (rawQuery == null ? "" : rawQuery);
        String wanted = "&" + name + "=";
        int start = query.lastIndexOf(wanted);
        if (start < 0) {
            return Optional.empty();
        }
        int end = query.indexOf('&', start + 1);
        return Optional.of(query.substring(start + wanted.length(), end < 0 ? query.length() : end));
    }
}
