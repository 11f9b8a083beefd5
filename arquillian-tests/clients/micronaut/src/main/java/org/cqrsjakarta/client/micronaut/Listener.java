package org.cqrsjakarta.client.micronaut;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.sse.SseClient;
import io.micronaut.http.sse.Event;
import java.net.URI;
import java.net.URL;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Flux;

/**
 * Prints what the client hands on, as lines for the test that has started it: "event", its name, its id and its data; and
 * at last "end" with the reason. The client asks once and does not come back: with "again" as third argument the request
 * is made again from the last id, as an application has to, until there was {@code complete}.
 */
public final class Listener {

    private static final long PAUSE_NANOS = 500_000_000;

    private Listener() {}

    /** Reads the stream at the address that is the first argument. */
    public static void main(String... arguments) throws Exception {
        URI uri = URI.create(arguments[0]);
        boolean again = arguments.length > 2 && arguments[2].equals("again");
        AtomicReference<Event<String>> last = new AtomicReference<>();
        String reason;
        SseClient client = SseClient.create(server(uri));
        do {
            reason = read(client, uri, last);
            LockSupport.parkNanos(again ? PAUSE_NANOS : 0);
        } while (again && !complete(last.get()));
        System.out.println("end\t" + text(reason));
        System.exit(0);
    }

    private static URL server(URI uri) throws Exception {
        return URI.create(uri.getScheme() + "://" + uri.getAuthority()).toURL();
    }

    private static boolean complete(Event<String> event) {
        return event != null && "complete".equals(event.getName());
    }

    private static String read(SseClient client, URI uri, AtomicReference<Event<String>> last) {
        MutableHttpRequest<?> request = HttpRequest.GET(uri).accept(MediaType.TEXT_EVENT_STREAM_TYPE);
        if (last.get() != null) {
            request.header("Last-Event-ID", last.get().getId());
        }
        try {
            Flux.from(client.eventStream(request, String.class))
                    .doOnNext(event -> {
                        print(event);
                        if (event.getId() != null) {
                            last.set(event);
                        }
                    })
                    .blockLast();
            return "closed itself";
        } catch (RuntimeException e) {
            return "failed: " + e;
        }
    }

    private static void print(Event<String> event) {
        System.out.println(
                String.join("\t", "event", text(event.getName()), text(event.getId()), text(event.getData())));
    }

    private static String text(String value) {
        return Objects.requireNonNullElse(value, "").replaceAll("[\t\n]", "¶");
    }
}
