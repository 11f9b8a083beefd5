package org.cqrsjakarta.internal.chain;

import java.util.List;
import java.util.Objects;
import org.cqrsjakarta.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * One handler of a chain.
 *
 * @param nameAlone the list of the handler's name: most streams start one handler, and say so
 * @param type      the handler's class
 * @param shape     who moves its items
 * @param handlers  where the handler comes from
 * @param guards    what stands around it
 * @param takeover  how it takes over; {@code null} for a primary
 * @param <R>       type of the items
 */
public record Step<R>(
        List<String> nameAlone,
        Class<?> type,
        Shape shape,
        HandlerSource<R> handlers,
        Guards guards,
        @Nullable FallbackRule takeover) {

    public Step {
        nameAlone = List.copyOf(nameAlone);
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(handlers, "handlers");
        Objects.requireNonNull(guards, "guards");
    }

    /** One with this name. */
    public Step(
            String name,
            Class<?> type,
            Shape shape,
            HandlerSource<R> handlers,
            Guards guards,
            @Nullable FallbackRule takeover) {
        this(List.of(name), type, shape, handlers, guards, takeover);
    }

    /** Name of the handler, as clients see it. */
    public String name() {
        return nameAlone.getFirst();
    }

    public boolean goesOnBy(Continuation continuation) {
        return takeover != null && takeover.continuation() == continuation;
    }

    public int remembers() {
        return takeover == null ? 0 : takeover.remember();
    }

    /** Whether it can push all its items on the consumer's own thread, if that wants them all. */
    public boolean canPushToItsConsumer() {
        return !guards.limits().any();
    }

    /** Whether it needs a thread of its own to be pulled. */
    public boolean runsApart() {
        return shape != Shape.PULLED || guards.limits().any();
    }
}
