package org.cqrsjakarta.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The deployed application, as its clients reach it. */
final class Counting {

    static final int ITEMS = 30;
    static final int BREAKS_AT = 12;
    static final int HOLDS_AT = 15;
    static final String NAME = "counting";

    private final URI count;

    Counting(URI base) {
        count = base.resolve("count");
    }

    static WebArchive war() {
        return Wars.of(
                NAME,
                Map.of(
                        "cqrs.sse.retry", "PT0.3S",
                        "cqrs.sse.drain-timeout", "PT0S",
                        "cqrs.sse.drain-retry", "PT0.5S"),
                Count.class,
                Counted.class,
                SourceGone.class,
                Pace.class,
                LiveCount.class,
                StoredCount.class,
                CountResource.class,
                CountResource.Root.class);
    }

    InetSocketAddress server() {
        return new InetSocketAddress(count.getHost(), count.getPort());
    }

    /** From the primary, and from the thirteenth item on from the fallback. */
    URI stream() {
        return URI.create(count + "?items=" + ITEMS + "&breaksAt=" + BREAKS_AT);
    }

    /** The same, but it stops after some items until the gate is opened. */
    URI streamThatIsHeld(int holdsAt, String gate) {
        return URI.create(stream() + "&holdsAt=" + holdsAt + "&gate=" + gate);
    }

    void open(String gate) throws Exception {
        assertThat(status(HttpRequest.newBuilder(URI.create(count + "/gates/" + gate))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build()))
                .isEqualTo(204);
    }

    private static int status(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    static List<Integer> all() {
        return upTo(ITEMS);
    }

    static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
