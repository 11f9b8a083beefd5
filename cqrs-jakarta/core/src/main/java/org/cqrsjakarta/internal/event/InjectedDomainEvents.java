package org.cqrsjakarta.internal.event;

import java.util.Objects;
import org.cqrsjakarta.DomainEvents;
import org.jspecify.annotations.Nullable;

/** What is injected: raises into the step that the thread runs, or into the one that it was created for. */
public final class InjectedDomainEvents implements DomainEvents {

    private final @Nullable RaisedEvents own;

    /**
     * Creates it for one injection point.
     *
     * @param own the events of the only step that the bean around it serves; {@code null} where it serves any
     */
    public InjectedDomainEvents(@Nullable RaisedEvents own) {
        this.own = own;
    }

    @Override
    public void raise(Object event) {
        Objects.requireNonNull(event, "event");
        RaisedEvents events = own == null ? Raising.current() : own;
        if (events == null) {
            throw EventMessages.MESSAGES.raisedOutside(
                    event.getClass().getName(), Thread.currentThread().getName());
        }
        events.add(event);
    }
}
