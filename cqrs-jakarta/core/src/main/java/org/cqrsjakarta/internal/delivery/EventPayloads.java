package org.cqrsjakarta.internal.delivery;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cqrsjakarta.internal.wire.JsonText;
import org.cqrsjakarta.internal.wire.Problem;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Payloads of the events that are no items (design 7). Written without JSON-P: that looks for its provider by the thread's
 * class loader, which a handler may have left there, or which may be closed, just when a stream has to end.
 */
public final class EventPayloads {

    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private EventPayloads() {}

    /** Position, and what was left for what. */
    public static String switchover(long position, String from, String to, String reason) {
        return "{\"position\":" + position + ",\"from\":" + JsonText.quoted(from) + ",\"to\":" + JsonText.quoted(to)
                + ",\"reason\":" + JsonText.quoted(reason) + "}";
    }

    /** Number of items, and the handlers that were started. */
    public static String complete(long items, List<String> steps) {
        return "{\"items\":" + items
                + steps.stream().map(JsonText::quoted).collect(Collectors.joining(",", ",\"steps\":[", "]}"));
    }

    /** A problem of RFC 9457 without internals: the exception's text stays in the log, under the same id. */
    public static String failure(Throwable failure, UUID instance) {
        boolean refused = failure instanceof CircuitBreakerOpenException || failure instanceof BulkheadException;
        return "{\"title\":" + (refused ? "\"Service Unavailable\"" : "\"Internal Server Error\"") + ",\"status\":"
                + (refused ? UNAVAILABLE : SERVER_ERROR) + ",\"instance\":" + JsonText.quoted(Problem.urn(instance))
                + "}";
    }

    /** What a client that has come back is told first: whence the following comes, and from which position on. */
    public static String resumed(boolean kept, long position) {
        return "{\"from\":" + (kept ? "\"journal\"" : "\"run\"") + ",\"position\":" + position + "}";
    }
}
