package org.cqrsjakarta.internal.delivery;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cqrsjakarta.internal.wire.Problem;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Payloads of the events that are no items (design 7). */
public final class EventPayloads {

    /** Looked up once: a look-up goes through all archives, and took as long as hundreds of items. */
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private EventPayloads() {}

    /** Position, and what was left for what. */
    public static String switchover(long position, String from, String to, String reason) {
        return JSON.createObjectBuilder()
                .add("position", position)
                .add("from", from)
                .add("to", to)
                .add("reason", reason)
                .build()
                .toString();
    }

    /** Number of items, and the handlers that were started. */
    public static String complete(long items, List<String> steps) {
        return JSON.createObjectBuilder()
                .add("items", items)
                .add("steps", JSON.createArrayBuilder(steps))
                .build()
                .toString();
    }

    /** A problem of RFC 9457 without internals: the exception's text stays in the log, under the same id. */
    public static String failure(Throwable failure, UUID instance) {
        boolean refused = failure instanceof CircuitBreakerOpenException || failure instanceof BulkheadException;
        return JSON.createObjectBuilder()
                .add("title", refused ? "Service Unavailable" : "Internal Server Error")
                .add("status", refused ? UNAVAILABLE : SERVER_ERROR)
                .add("instance", Problem.urn(instance))
                .build()
                .toString();
    }

    /** What a client that has come back is told first: whence the following comes, and from which position on. */
    public static String resumed(boolean kept, long position) {
        return JSON.createObjectBuilder()
                .add("from", kept ? "journal" : "run")
                .add("position", position)
                .build()
                .toString();
    }
}
