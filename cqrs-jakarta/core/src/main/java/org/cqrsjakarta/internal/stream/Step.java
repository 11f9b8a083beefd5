package org.cqrsjakarta.internal.stream;

import java.util.Objects;
import org.cqrsjakarta.CircuitOpenException;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.jspecify.annotations.Nullable;

/**
 * One handler of a chain.
 *
 * @param name     of the handler, as clients see it
 * @param type     the handler's class
 * @param handlers where the handler comes from
 * @param circuit  what admits it
 * @param takeover how it takes over; {@code null} for a primary
 * @param refusal  what stands for a refusal of its circuit; shared by all streams
 * @param <R>      type of the items
 */
public record Step<R>(
        String name,
        Class<?> type,
        HandlerSource<R> handlers,
        Circuit circuit,
        @Nullable Takeover takeover,
        CircuitOpenException refusal) {

    public Step {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(handlers, "handlers");
        Objects.requireNonNull(circuit, "circuit");
        Objects.requireNonNull(refusal, "refusal");
    }

    /** Creates a step with its refusal. */
    public Step(String name, Class<?> type, HandlerSource<R> handlers, Circuit circuit, @Nullable Takeover takeover) {
        this(
                name,
                type,
                handlers,
                circuit,
                takeover,
                new CircuitOpenException(StreamMessages.MESSAGES.refused(name), true));
    }

    boolean goesOnBy(Continuation continuation) {
        return takeover != null && takeover.continuation() == continuation;
    }

    int remembers() {
        return takeover == null ? 0 : takeover.remember();
    }
}
