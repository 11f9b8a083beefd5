package org.cqrsjakarta.internal.sse;

import jakarta.json.bind.Jsonb;
import java.io.OutputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cqrsjakarta.CircuitOpenException;
import org.cqrsjakarta.StreamSummary;
import org.cqrsjakarta.internal.stream.Chain;
import org.cqrsjakarta.internal.stream.RunClosedException;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.jspecify.annotations.Nullable;

/** One stream on its way into one response. */
final class SseExchange<R> {

    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private final StreamEngine engine;
    private final Duration heartbeat;
    private final Supplier<Jsonb> jsonb;
    private final RandomGenerator random;
    private final StreamRun<R> run;
    private final CompletableFuture<StreamSummary> summary = new CompletableFuture<>();
    private volatile @Nullable Thread writing;
    private @Nullable SseWriter writer;
    private boolean completed;
    private @Nullable Throwable failed;

    SseExchange(
            StreamEngine engine,
            Chain<R> chain,
            Object request,
            StreamContext context,
            Duration heartbeat,
            Supplier<Jsonb> jsonb,
            RandomGenerator random) {
        this.engine = engine;
        this.heartbeat = heartbeat;
        this.jsonb = jsonb;
        this.random = random;
        this.run = engine.prepare(chain, request, context, this::switchedOver);
        run.onLeaving(this::interrupt);
    }

    String id() {
        return run.id();
    }

    CompletionStage<StreamSummary> summary() {
        return summary.minimalCompletionStage();
    }

    /** Writes the stream, to its end or to the client's. */
    @SuppressWarnings("IllegalCatch")
    void writeTo(OutputStream out) {
        writing = Thread.currentThread();
        try (run) {
            var started = new SseWriter(out, run.id(), engine.time(), heartbeat, this::leave);
            writer = started;
            try {
                write(started);
            } finally {
                started.end();
            }
        } catch (ClientGoneException | RunClosedException e) {
            // The run is closed, which is all there is to do.
        } finally {
            writing = null;
            // Whoever noticed that the client is gone may have interrupted: nothing after this concerns it.
            Thread.interrupted();
        }
        finish();
    }

    /** The response is over, whether it was written or not. Called on any thread. */
    void responseEnded() {
        leave();
        finish();
    }

    /** The response can not be written. */
    void cannotRun(Throwable failure) {
        failed = failure;
        responseEnded();
    }

    @SuppressWarnings("IllegalCatch")
    private void write(SseWriter started) {
        try {
            Jsonb json = jsonb.get();
            run.forEachRemaining(item -> writeItem(started, json.toJson(item)));
        } catch (ClientGoneException e) {
            throw e;
        } catch (Throwable failure) {
            if (failure instanceof RunClosedException closed && closed.isOf(run)) {
                throw closed;
            }
            // Of the last step, or of writing its item as JSON; then the step is left, and no circuit counts it.
            run.abandon(failure);
            fail(started, failure);
            return;
        }
        completed = true;
        started.event("complete", SseEvents.complete(run.position(), run.steps()));
    }

    // Yielding is about other streams' turns, not about the correctness of this one.
    @SuppressWarnings("ThreadPriorityCheck")
    private void writeItem(SseWriter started, String json) {
        if (started.item(run.position(), json)) {
            // A stream that is never short of items would keep its carrier, and two of them a small machine.
            Thread.yield();
        }
    }

    private void fail(SseWriter started, Throwable failure) {
        UUID instance = newInstance();
        SseLog.LOG.streamFailed(run.id(), run.position(), instance, failure);
        failed = failure;
        boolean refused = failure instanceof CircuitOpenException || failure instanceof BulkheadException;
        started.event(
                "failure",
                SseEvents.failure(
                        refused ? UNAVAILABLE : SERVER_ERROR,
                        refused ? "Service Unavailable" : "Internal Server Error",
                        instance));
    }

    private void switchedOver(long position, String from, String to, Throwable cause) {
        if (writer != null) {
            writer.event(
                    "switchover",
                    SseEvents.switchover(position, from, to, cause.getClass().getSimpleName()));
        }
    }

    /** Closes the run, perhaps from a thread that is not its own, which may be waiting for its source. */
    private void leave() {
        run.close();
    }

    private void interrupt() {
        Thread waiting = writing;
        if (waiting != null && waiting != Thread.currentThread()) {
            waiting.interrupt();
        }
    }

    /** Tells the caller, once everything is written: whoever waits for the summary may count on that. */
    private void finish() {
        if (failed != null) {
            summary.completeExceptionally(failed);
        } else {
            summary.complete(new StreamSummary(run.id(), run.position(), run.steps(), completed));
        }
    }

    private UUID newInstance() {
        // Version 4, variant 2 (RFC 9562, chapter 5.4).
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
    }
}
