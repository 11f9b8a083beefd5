package org.cqrsjakarta.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A client of one event stream over HTTP, which reads only when it is asked for a frame, and keeps all that it was given.
 * A client that is not asked stops reading, as slow ones do. Not thread-safe, but for {@link #close}, which ends a read
 * under way.
 */
public final class SseClient implements AutoCloseable {

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final int CHUNK = 8192;

    private final HttpRequest request;
    private final HttpClient client;
    private final HttpResponse<InputStream> response;
    private final EventStreamParser parser = new EventStreamParser();
    private final byte[] chunk = new byte[CHUNK];
    private final Queue<Frame> parsed = new ArrayDeque<>();
    private final List<Frame> given = new ArrayList<>();

    private SseClient(HttpRequest request, HttpClient client, HttpResponse<InputStream> response) {
        this.request = request;
        this.client = client;
        this.response = response;
    }

    /**
     * Connects. Returns when the response has begun, whatever its status.
     *
     * @param uri     where the stream is
     * @param headers names and values in turn, to be sent beside {@code Accept: text/event-stream}
     * @throws IOException              if there is no connection, or no response
     * @throws InterruptedException     if this thread is interrupted while it waits
     * @throws IllegalArgumentException if a name is without its value, or is not allowed
     */
    public static SseClient open(URI uri, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    /**
     * Connects anew as a browser does: the same request, with the id of the last frame that was given out and has one as
     * {@code Last-Event-ID}. This client stays as it is.
     *
     * @throws IOException          if there is no connection, or no response
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public SseClient reconnect() throws IOException, InterruptedException {
        HttpRequest.Builder again = HttpRequest.newBuilder(request, (name, value) -> true);
        String last = given.stream().map(Frame::id).reduce(null, (before, id) -> id == null ? before : id);
        return send((last == null ? again : again.setHeader(LAST_EVENT_ID, last)).build());
    }

    /** Status of the response. */
    public int status() {
        return response.statusCode();
    }

    /** Headers of the response. */
    public HttpHeaders headers() {
        return response.headers();
    }

    /**
     * Gives the next frame; waits for it as long as it takes.
     *
     * @return {@code null} at the end of the response
     * @throws IOException if the connection breaks, or was closed here
     */
    public @Nullable Frame next() throws IOException {
        while (parsed.isEmpty()) {
            int length = response.body().read(chunk);
            if (length < 0) {
                return null;
            }
            parsed.addAll(parser.feed(chunk, 0, length));
        }
        Frame frame = parsed.remove();
        given.add(frame);
        return frame;
    }

    /** The same, but passes over frames that are no events. */
    public @Nullable Frame nextEvent() throws IOException {
        Frame frame = next();
        while (frame != null && !frame.isEvent()) {
            frame = next();
        }
        return frame;
    }

    /**
     * Reads to the end of the response.
     *
     * @return all frames from the first on, those that were given out before included
     * @throws IOException if the connection breaks, or was closed here
     */
    public List<Frame> frames() throws IOException {
        while (next() != null) {
            // Reading was the work.
        }
        return recorded();
    }

    /** All frames that were given out so far. */
    public List<Frame> recorded() {
        return List.copyOf(given);
    }

    /** Closes the connection, whether or not the response has ended. */
    @Override
    public void close() throws IOException {
        try {
            response.body().close();
        } finally {
            client.shutdownNow();
        }
    }

    private static SseClient send(HttpRequest request) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return new SseClient(request, client, client.send(request, HttpResponse.BodyHandlers.ofInputStream()));
    }
}
