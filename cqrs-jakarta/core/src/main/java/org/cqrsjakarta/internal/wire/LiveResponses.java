package org.cqrsjakarta.internal.wire;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * The responses of one application that go on for as long as somebody writes to them and their client reads: each on a
 * virtual thread of its own, kept awake by comments, and given up when a write does not move.
 *
 * <p>A response's thread has the caller's class loader, for what the server and its filters look up. It runs no handler, so
 * it enters no other context: they would cost each idle stream a quarter of its memory.
 */
public final class LiveResponses {

    /** Proxies that compress would else keep what they get until they have enough of it, and some until the end. */
    private static final String CACHE_CONTROL = "no-store, no-transform";

    private static final String NO_BUFFERING = "X-Accel-Buffering";
    private static final String NO = "no";

    /** So long clients may take for the end when the application stops. */
    static final Duration TO_END = Duration.ofSeconds(2);

    /** So long the server may take with those that were given up. */
    static final Duration TO_GET_OUT = Duration.ofSeconds(5);

    private final Time time;
    private final Threads threads;
    private final ResponseRules rules;
    private final ResponseWatch watch;
    private final Moments moments;

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

    /** A response that is served. */
    public interface Served {

        /** Ends it, whether or not its client has got what was written. Callable from any thread, which is not kept. */
        void giveUp();

        /** Completes when its thread has left the server. */
        CompletableFuture<@Nullable Void> out();
    }

    /**
     * Serves none yet.
     *
     * @param time    for heartbeats, and the deadline of a write
     * @param threads start a thread for each
     * @param rules   how long these are
     */
    public LiveResponses(Time time, Threads threads, ResponseRules rules) {
        this.time = time;
        this.threads = threads;
        this.rules = rules;
        this.watch = new ResponseWatch(time, rules.heartbeat());
        this.moments = new Moments(time);
    }

    Time time() {
        return time;
    }

    ResponseRules rules() {
        return rules;
    }

    ResponseWatch watch() {
        return watch;
    }

    Moments moments() {
        return moments;
    }

    /**
     * Answers a suspended response.
     *
     * @param name     of the response's thread
     * @param response the response; nobody else calls any of its methods from here on
     * @param form     of what is written
     * @param frames   what is written
     * @return the response, on its way
     */
    public Served serve(String name, AsyncResponse response, Form form, Frames frames) {
        var serving = new LiveResponse(this, form.signs(rules.retry()), frames);
        response.register((CompletionCallback) failure -> serving.ended());
        Response answer = begun(form).entity(new LiveEntity(serving::write)).build();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        watch.add(serving);
        try {
            var unused = threads.start(name, () -> {
                Thread.currentThread().setContextClassLoader(loader);
                serving.respond(response, answer);
            });
        } catch (RuntimeException | Error e) {
            watch.remove(serving);
            throw e;
        }
        return serving;
    }

    /**
     * The application stops: waits until the responses that are still there have ended, gives up those that have not after a
     * while, and waits until their threads have left the server, which may hold on to a client that reads nothing. Those
     * that have not are named in the log: they keep the application's class loader.
     *
     * @param clock measures both; not the one of streams, which may be a bean that is gone
     */
    public void stop(Time clock) {
        Set<LiveResponse> there = watch.all();
        if (there.isEmpty()) {
            // Without another class: what could not be deployed is stopped when its class loader is closed already.
            return;
        }
        CompletableFuture<Void> out =
                CompletableFuture.allOf(there.stream().map(LiveResponse::out).toArray(CompletableFuture[]::new));
        Time.Alarm givingUp = clock.schedule(TO_END, () -> there.forEach(LiveResponse::giveUp));
        Time.Alarm leaving = clock.schedule(TO_END.plus(TO_GET_OUT), () -> out.complete(null));
        out.join();
        givingUp.cancel();
        leaving.cancel();
        int left = (int) there.stream().filter(one -> !one.out().isDone()).count();
        if (left > 0) {
            WireLog.LOG.notOut(left, TO_GET_OUT);
        }
    }

    /** What a response of this form begins with, and nothing else. */
    public static Response head(Form form) {
        return begun(form).build();
    }

    private static Response.ResponseBuilder begun(Form form) {
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
}
