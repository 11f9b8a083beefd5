package org.cqrsjakarta.internal.stream;

import java.util.List;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream has come: what its client was given, and what is told of it to whoever observes it.
 *
 * @param <R> type of the items
 */
final class Progress<R> {

    private final StepEnvironment around;
    private final StreamRecord record;
    private final Delivered<R> delivered;
    private final SwitchoverListener listener;

    /**
     * Begins it.
     *
     * @param around    the stream
     * @param delivered what its client has been given before
     * @param listener  of its switchovers
     */
    Progress(StepEnvironment around, Delivered<R> delivered, SwitchoverListener listener) {
        this.around = around;
        this.record = new StreamRecord(around);
        this.delivered = delivered;
        this.listener = listener;
    }

    StreamRecord record() {
        return record;
    }

    Delivered<R> delivered() {
        return delivered;
    }

    /** An item is about to be handed on: what was raised for it comes first. */
    void handOn(R item, List<Object> events, Step<R> step) {
        if (record.awaitsItem()) {
            record.item(delivered.position(), delivered.isUnchanged(), step.name());
        }
        publish(events);
        delivered.add(item);
    }

    void publish(List<Object> events) {
        if (!events.isEmpty()) {
            around.engine().turns().publish(events, around::startObserving);
        }
    }

    void switchedOver(String from, String to, Throwable thrown, Throwable cause) {
        long position = delivered.position();
        record.switchedOver(position, from, to, thrown);
        listener.switchedOver(position, from, to, cause);
    }

    void ended(StreamEnded.End end, @Nullable Throwable failure) {
        record.ended(delivered.position(), end, failure);
    }
}
