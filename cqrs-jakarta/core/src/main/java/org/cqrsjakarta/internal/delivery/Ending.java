package org.cqrsjakarta.internal.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.cqrsjakarta.rest.StreamSummary;

/** How a stream has ended. */
public sealed interface Ending {

    /** What was delivered. */
    StreamSummary summary();

    /** Tells it to the caller of the mediator. */
    default void tell(CompletableFuture<StreamSummary> result) {
        result.complete(summary());
    }

    /** Its last step came to its end. */
    static Ending completed(StreamSummary summary) {
        return new Completed(summary, EventPayloads.complete(summary.items(), summary.steps()));
    }

    /**
     * It failed.
     *
     * @param failure  as the handler threw it
     * @param instance under which the log says more
     */
    static Ending failed(StreamSummary summary, Throwable failure, UUID instance) {
        return new Failed(summary, failure, EventPayloads.failure(failure, instance));
    }

    /**
     * Another node has told its end.
     *
     * @param last  what was delivered
     * @param frame the last event
     */
    static Ending told(StreamSummary last, byte[] frame) {
        boolean completed = new String(frame, UTF_8).contains("event: complete\n");
        return new Told(new StreamSummary(last.stream(), last.items(), last.steps(), completed));
    }

    /**
     * Its last step came to its end.
     *
     * @param json payload of the event {@code complete}
     */
    record Completed(StreamSummary summary, String json) implements Ending {}

    /**
     * It failed.
     *
     * @param failure as the handler threw it
     * @param json    payload of the event {@code failure}
     */
    record Failed(StreamSummary summary, Throwable failure, String json) implements Ending {

        @Override
        public void tell(CompletableFuture<StreamSummary> result) {
            result.completeExceptionally(failure);
        }
    }

    /** Nobody wanted it any more. */
    record Left(StreamSummary summary) implements Ending {}

    /** Another node has told its end. */
    record Told(StreamSummary summary) implements Ending {}
}
