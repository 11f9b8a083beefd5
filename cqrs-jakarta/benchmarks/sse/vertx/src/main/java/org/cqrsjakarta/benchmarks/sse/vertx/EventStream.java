package org.cqrsjakarta.benchmarks.sse.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import org.cqrsjakarta.benchmarks.sse.workload.Reading;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

/**
 * One response, on its event loop: writes while there is room in the response's queue, and lets others have
 * their turn in between; or writes at each tick.
 */
final class EventStream {

    /** A queue that is emptied as fast as it is filled is never full, and its event loop serves others, too. */
    private static final int SLICE = 64;

    private final Workload workload;
    private final HttpServerResponse response;
    private final String text;
    private int sent;
    private boolean over;

    EventStream(Workload workload, HttpServerResponse response) {
        this.workload = workload;
        this.response = response;
        text = workload.quotedText();
    }

    void start(Vertx vertx) {
        response.exceptionHandler(clientLeft -> over = true);
        response.closeHandler(clientLeft -> over = true);
        if (workload.isPaced()) {
            vertx.setPeriodic(workload.interval(), timer -> {
                if (over) {
                    vertx.cancelTimer(timer);
                } else if (!response.writeQueueFull()) {
                    sendOne();
                }
            });
        } else {
            response.drainHandler(room -> sendSlice(vertx));
            sendSlice(vertx);
        }
    }

    private void sendSlice(Vertx vertx) {
        for (int i = 0; i < SLICE && !over && !response.writeQueueFull(); i++) {
            sendOne();
        }
        // Otherwise it goes on when the queue has room again.
        if (!over && !response.writeQueueFull()) {
            vertx.runOnContext(next -> sendSlice(vertx));
        }
    }

    private void sendOne() {
        sent++;
        response.write("event: item\ndata: " + (workload.json() ? Json.encode(Reading.at(sent)) : text) + "\nid: "
                + Workload.id(sent) + "\n\n");
        if (sent == workload.events()) {
            over = true;
            response.end();
        }
    }
}
