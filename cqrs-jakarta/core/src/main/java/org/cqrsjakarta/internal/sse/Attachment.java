package org.cqrsjakarta.internal.sse;

import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.cqrsjakarta.rest.StreamSummary;
import org.jspecify.annotations.Nullable;

/**
 * One response that one stream is written to, from a position on. The response's own thread waits here, while the
 * stream's thread writes.
 */
final class Attachment {

    private final OpenStream<?> stream;
    private final long from;
    private final CompletableFuture<StreamSummary> result = new CompletableFuture<>();
    private volatile @Nullable SseWriter writer;
    private volatile @Nullable WayOut wayOut;

    /**
     * Prepares a response.
     *
     * @param stream what is to be written
     * @param from   position of the last item that its client has got
     */
    Attachment(OpenStream<?> stream, long from) {
        this.stream = stream;
        this.from = from;
    }

    OpenStream<?> stream() {
        return stream;
    }

    long from() {
        return from;
    }

    /** Completes when the response has ended. */
    CompletionStage<StreamSummary> result() {
        return result.minimalCompletionStage();
    }

    /** Serves the response, on its own thread, until it ends. */
    void serve(OutputStream out) {
        SseWriter started = stream.writerTo(out, this);
        writer = started;
        try {
            stream.attach(this, started);
            var unused = result.get();
        } catch (ExecutionException e) {
            // The client was told, and so is the caller.
        } catch (InterruptedException e) {
            // The server wants its thread back.
            stream.lose(this);
        } finally {
            // From here on the response is the server's, and no other thread may be within it.
            if (started.awaitLastWrite()) {
                WayOut begun = stream.wayOut();
                wayOut = begun;
                begun.begin();
            }
        }
    }

    /** The response's own thread is out of the server again. */
    void left() {
        WayOut begun = wayOut;
        if (begun != null) {
            begun.end();
        }
    }

    /** The response is over, whether it was served or not. Called on any thread, any number of times. */
    void responseEnded() {
        stream.lose(this);
    }

    /** The response cannot be served. */
    void cannotServe(Throwable failure) {
        fail(failure);
        stream.lose(this);
    }

    /**
     * Writes a frame; has no effect after the end.
     *
     * @param now whether it must not wait for others
     * @throws ClientGoneException if the client has left
     */
    void write(byte[] frame, boolean now) {
        SseWriter writing = writer;
        if (writing == null) {
            return;
        }
        if (now) {
            writing.writeNow(frame);
        } else {
            writing.write(frame);
        }
    }

    /** Nothing is written any more. */
    void close() {
        if (writer != null) {
            writer.end();
        }
    }

    /** Nothing is written any more, and what is under way is given up. */
    void abort() {
        if (writer != null) {
            writer.abort();
        }
    }

    void end(StreamSummary summary) {
        var unused = result.complete(summary);
    }

    void fail(Throwable failure) {
        var unused = result.completeExceptionally(failure);
    }
}
