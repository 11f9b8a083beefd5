package org.cqrsjakarta.internal.sse;

import jakarta.json.Json;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Payloads of the events that are no items (design 7). */
final class SseEvents {

    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private SseEvents() {}

    static String switchover(long position, String from, String to, String reason) {
        return Json.createObjectBuilder()
                .add("position", position)
                .add("from", from)
                .add("to", to)
                .add("reason", reason)
                .build()
                .toString();
    }

    static String complete(long items, List<String> steps) {
        return Json.createObjectBuilder()
                .add("items", items)
                .add("steps", Json.createArrayBuilder(steps))
                .build()
                .toString();
    }

    /** A problem of RFC 9457 without internals: the exception's text stays in the log, under the same id. */
    static String failure(Throwable failure, UUID instance) {
        boolean refused = failure instanceof CircuitBreakerOpenException || failure instanceof BulkheadException;
        return Json.createObjectBuilder()
                .add("title", refused ? "Service Unavailable" : "Internal Server Error")
                .add("status", refused ? UNAVAILABLE : SERVER_ERROR)
                .add("instance", "urn:uuid:" + instance)
                .build()
                .toString();
    }

    /** The problem of a request that is not served. */
    static String refusal(Refusal refusal) {
        return Json.createObjectBuilder()
                .add("title", refusal.title())
                .add("status", refusal.status())
                .build()
                .toString();
    }
}
