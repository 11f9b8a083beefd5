package org.cqrsjakarta.internal.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the handler of one step has raised and nobody has taken yet. Callable from any thread. */
public final class RaisedEvents {

    /**
     * {@code null} while there is nothing, which is what each item asks, without a fence. Written under the lock; what was
     * raised for an item on another thread is seen as that item is.
     */
    private @Nullable List<Object> raised;

    private boolean closed;

    /**
     * Of the thread that runs the handler, as the next: where its consumer raises into, and whether that runs now. Two
     * plain fields, and not the thread's slot, since it changes twice for each item: storing a reference into something as
     * old as a thread's array costs a fence with the default collector.
     */
    private @Nullable RaisedEvents consumers;

    private boolean inConsumer;

    /** The handler runs on this thread from now on, and calls a consumer that raises into these events. */
    public void pushInto(@Nullable RaisedEvents ofConsumer) {
        consumers = ofConsumer;
    }

    /** Whether the handler has called its consumer, and has not got control back. */
    public boolean isCalling() {
        return inConsumer;
    }

    /** The handler calls its consumer, or has got control back. */
    public void calling(boolean consumer) {
        inConsumer = consumer;
    }

    /** Where the thread raises into that runs the handler. */
    @Nullable
    RaisedEvents effective() {
        RaisedEvents events = this;
        while (events != null && events.inConsumer) {
            events = events.consumers;
        }
        return events;
    }

    void add(Object event) {
        synchronized (this) {
            if (!closed) {
                List<Object> events = raised == null ? new ArrayList<>(2) : raised;
                events.add(event);
                raised = events;
                return;
            }
        }
        EventLog.LOG.debugf("%s was raised by a handler whose step has ended; it is dropped", event.getClass());
    }

    /**
     * Takes what was raised since the last call.
     *
     * @return in the order in which it was raised; owned by the caller
     */
    public List<Object> take() {
        if (raised == null) {
            return List.of();
        }
        synchronized (this) {
            List<Object> taken = raised;
            raised = null;
            return taken == null ? List.of() : taken;
        }
    }

    /**
     * The step is over: what is raised from now on is dropped.
     *
     * @return what was raised before
     */
    public List<Object> close() {
        synchronized (this) {
            closed = true;
        }
        return take();
    }
}
