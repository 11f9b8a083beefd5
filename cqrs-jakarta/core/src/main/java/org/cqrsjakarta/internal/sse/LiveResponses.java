package org.cqrsjakarta.internal.sse;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Responses that go on for as long as somebody writes to them and their client reads: each on a virtual thread of its
 * own, kept awake by comments, and given up when a write does not move.
 *
 * @param time         for heartbeats, and the deadline of a write
 * @param threads      start a thread for each
 * @param heartbeat    silence after which a sign of life is sent
 * @param writeTimeout how long a write may stand still
 * @param retry        how long clients wait before they come back
 */
public record LiveResponses(Time time, Threads threads, Duration heartbeat, Duration writeTimeout, Duration retry) {

    /** Proxies that compress would else keep what they get until they have enough of it, and some until the end. */
    private static final String CACHE_CONTROL = "no-store, no-transform";

    private static final String NO_BUFFERING = "X-Accel-Buffering";
    private static final String NO = "no";

    /** What is written while there is nothing to say. */
    public enum Form {
        /** Server-Sent Events: a comment. */
        EVENTS,

        /** JSON values, one in a line: an empty line. */
        LINES;

        private MediaType type() {
            return switch (this) {
                case EVENTS -> MediaType.SERVER_SENT_EVENTS_TYPE;
                case LINES -> new MediaType("application", "x-ndjson");
            };
        }

        private Signs signs(Duration retry) {
            return switch (this) {
                case EVENTS -> Signs.ofEvents(retry);
                case LINES -> Signs.OF_LINES;
            };
        }
    }

    /** Who reads a response. */
    public interface Client {

        /**
         * Writes at once, and waits for as long as the client takes.
         *
         * @throws IOException if the client has left, or the response was ended
         */
        void write(byte[] bytes) throws IOException;

        /** Whether nobody reads any more. */
        boolean isGone();
    }

    /** A response that is served. */
    public interface Served {

        /** Ends it, whether or not its client has got what was written. Callable from any thread. */
        void giveUp();

        /** Completes when its thread has left the server. */
        CompletableFuture<@Nullable Void> over();
    }

    /** Writes one response. */
    @FunctionalInterface
    public interface Body {

        /**
         * Writes, and returns when the response is to end.
         *
         * @throws IOException as {@link Client#write} does
         */
        void writeTo(Client client) throws IOException;
    }

    /**
     * Answers a suspended response.
     *
     * @param name     of the response's thread
     * @param response the response
     * @param form     of what is written
     * @param body     writes it, on the response's thread
     * @param onEnd    run once when the response is over, whether it was served or not
     * @return the response, on its way
     */
    public Served serve(String name, AsyncResponse response, Form form, Body body, Runnable onEnd) {
        var serving = new Serving(form, body, onEnd);
        response.register((CompletionCallback) failure -> serving.ended());
        Response answer =
                begun(form).entity((StraightOut.LiveEntity) serving::write).build();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        var unused = threads.start(name, () -> {
            Thread.currentThread().setContextClassLoader(loader);
            serving.respond(response, answer);
        });
        return serving;
    }

    /** What a response of this form begins with, and nothing else. */
    public static Response head(Form form) {
        return begun(form).build();
    }

    static Response.ResponseBuilder begun(Form form) {
        return Response.ok()
                .type(form.type())
                .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .header(NO_BUFFERING, NO);
    }

    /** Adds the headers of a live response to one that lacks them. */
    static void complete(MultivaluedMap<String, Object> headers) {
        headers.putIfAbsent(HttpHeaders.CACHE_CONTROL, new ArrayList<>(List.of(CACHE_CONTROL)));
        headers.putIfAbsent(NO_BUFFERING, new ArrayList<>(List.of(NO)));
    }

    /** One response, on its way. */
    private final class Serving implements Client, Served {

        private final Form form;
        private final Body body;
        private final AtomicReference<@Nullable Runnable> onEnd;
        private volatile @Nullable SseWriter writer;
        private volatile boolean gone;
        private @Nullable WayOut wayOut;
        private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

        Serving(Form form, Body body, Runnable onEnd) {
            this.form = form;
            this.body = body;
            this.onEnd = new AtomicReference<>(onEnd);
        }

        @SuppressWarnings("IllegalCatch")
        void respond(AsyncResponse response, Response answer) {
            try {
                response.resume(answer);
            } catch (Throwable e) {
                // The response cannot be written or ended any more, as when the server stops.
                SseLog.LOG.debug("A response could not be written", e);
            } finally {
                if (wayOut != null) {
                    wayOut.end();
                }
                ended();
                over.complete(null);
            }
        }

        @Override
        public void giveUp() {
            ended();
        }

        @Override
        public CompletableFuture<@Nullable Void> over() {
            return over;
        }

        void write(OutputStream out) {
            SseWriter started = new SseWriter(out, form.signs(retry), time, heartbeat, writeTimeout, this::ended);
            writer = started;
            try {
                started.start();
                body.writeTo(this);
            } catch (IOException | ClientGoneException e) {
                gone = true;
            } finally {
                started.end();
                // From here on the response is the server's, and no other thread may be within it.
                if (started.awaitLastWrite()) {
                    wayOut = new WayOut(time);
                    wayOut.begin();
                }
            }
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            SseWriter writing = writer;
            if (gone || writing == null) {
                throw new IOException("The response has ended");
            }
            try {
                writing.writeNow(bytes);
            } catch (ClientGoneException e) {
                throw new IOException(e);
            }
        }

        @Override
        public boolean isGone() {
            return gone;
        }

        /** On any thread, any number of times. */
        void ended() {
            gone = true;
            SseWriter writing = writer;
            if (writing != null) {
                writing.abort();
            }
            Runnable last = onEnd.getAndSet(null);
            if (last != null) {
                last.run();
            }
        }
    }
}
