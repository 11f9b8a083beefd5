package org.cqrsjakarta.internal.delivery;

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
    record Completed(StreamSummary summary) implements Ending {

        /** Payload of the event {@code complete}. */
        public String json() {
            return EventPayloads.complete(summary.items(), summary.steps());
        }
    }

    /**
     * It failed.
     *
     * @param failure  as the handler threw it
     * @param instance under which the log says more
     */
    record Failed(StreamSummary summary, Throwable failure, UUID instance) implements Ending {

        /** Payload of the event {@code failure}. */
        public String json() {
            return EventPayloads.failure(failure, instance);
        }

        @Override
        public void tell(CompletableFuture<StreamSummary> result) {
            result.completeExceptionally(failure);
        }
    }

    /** Nobody wanted it any more. */
    record Left(StreamSummary summary) implements Ending {}
}
