package org.cqrsjakarta.it.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A client of one event stream, which reads only when asked to. */
public final class EventStream implements AutoCloseable {

    /** One frame. Fields that it does not have are empty. */
    public record Frame(String id, String event, String data, boolean comment) {}

    private final HttpClient client;
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    private EventStream(HttpClient client, HttpResponse<InputStream> response) {
        this.client = client;
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
    }

    public static EventStream open(URI uri, String... headers) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new EventStream(client, client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    public int status() {
        return response.statusCode();
    }

    public HttpHeaders headers() {
        return response.headers();
    }

    /** The next frame, comments included; {@code null} at the end of the response. */
    public Frame next() throws IOException {
        String id = "";
        String event = "";
        String data = "";
        boolean comment = false;
        boolean empty = true;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (!empty) {
                    return new Frame(id, event, data, comment);
                }
                continue;
            }
            empty = false;
            if (line.startsWith(":")) {
                comment = true;
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data += line.substring(6);
            }
        }
        return null;
    }

    /** All frames with an event name, to the end of the response. */
    public List<Frame> events() throws IOException {
        List<Frame> events = new ArrayList<>();
        for (Frame frame = next(); frame != null; frame = next()) {
            if (!frame.event().isEmpty()) {
                events.add(frame);
            }
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
        client.shutdownNow();
    }
}
