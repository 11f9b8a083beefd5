package org.cqrsjakarta.internal.inspector;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a client has come: the id of a batch.
 *
 * @param recorder whose facts it has got
 * @param next     number of the fact that it needs next, 0 or more
 */
record Reached(String recorder, long next) {

    /** What a {@code Last-Event-ID} says; nothing if it is none of ours. */
    static Optional<Reached> parse(@Nullable String id) {
        int dot = id == null ? -1 : id.lastIndexOf('.');
        if (id == null || dot < 0) {
            return Optional.empty();
        }
        try {
            long next = Long.parseLong(id.substring(dot + 1));
            return next < 0 ? Optional.empty() : Optional.of(new Reached(id.substring(0, dot), next));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String id() {
        return recorder + "." + next;
    }
}
