package org.cqrsjakarta.internal.sse;

import jakarta.json.Json;
import java.util.List;
import java.util.UUID;

/** Payloads of the events that are no items (design 7). */
final class SseEvents {

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
    static String failure(int status, String title, UUID instance) {
        return Json.createObjectBuilder()
                .add("title", title)
                .add("status", status)
                .add("instance", "urn:uuid:" + instance)
                .build()
                .toString();
    }
}
