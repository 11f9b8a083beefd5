package org.cqrsjakarta.testkit;

import java.util.List;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.jspecify.annotations.Nullable;

/**
 * A stream that was pulled to its end: what {@link TestApplication#pull} gives.
 *
 * @param items       the items, in order
 * @param switchovers its switchovers, in order
 * @param failure     what the pull threw at the end; {@code null} if it ended well
 * @param <R>         type of the items
 */
public record Pulled<R>(
        List<R> items,
        List<SwitchedOver> switchovers,
        @Nullable Throwable failure) {

    public Pulled {
        items = List.copyOf(items);
        switchovers = List.copyOf(switchovers);
    }
}
