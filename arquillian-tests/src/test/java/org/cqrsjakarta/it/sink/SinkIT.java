package org.cqrsjakarta.it.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.support.Waits.eventually;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.cqrsjakarta.it.support.Wars;
import org.cqrsjakarta.testkit.Frame;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams through the server's own event sinks. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SinkIT {

    private static final long HEARTBEAT_MILLIS = 4_000;
    private static final long NO_STREAM_TAKES_SECONDS = 60;

    /** Of 100 MB that are ready: what sockets and the server hold, and a good deal more. */
    private static final int AHEAD_OF_A_SLOW_CLIENT = 3_000;

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.of(
                "sink",
                Map.of("cqrs.sse.heartbeat", "PT" + HEARTBEAT_MILLIS / 1000 + "S"),
                Count.class,
                Number.class,
                SourceGone.class,
                Account.class,
                LiveCount.class,
                StoredCount.class,
                CountResource.class,
                CountResource.Root.class);
    }

    private URI uri(String path) {
        return URI.create(base + "count/" + path);
    }

    private List<Frame> read(String path) throws Exception {
        try (SseClient client = SseClient.open(uri(path))) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            return client.frames();
        }
    }

    private String ask(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** As a browser would see it, but for what is new in each stream. */
    private static List<String> events(List<Frame> frames) {
        return frames.stream()
                .filter(Frame::isEvent)
                .map(frame -> positionOf(frame.id()) + " " + frame.event() + " "
                        + Objects.requireNonNull(frame.data()).replaceAll("urn:uuid:[0-9a-f-]{36}", "urn"))
                .toList();
    }

    private static String positionOf(String id) {
        return id == null ? "none" : id.replaceFirst("^[A-Za-z0-9_-]+\\.", "");
    }

    private static Duration retryOf(List<Frame> frames) {
        return frames.stream()
                .map(Frame::retry)
                .filter(Objects::nonNull)
                .reduce((one, other) -> {
                    throw new AssertionError("a second retry: " + other);
                })
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?items=0",
                "?items=1",
                "?items=5",
                "?items=5&breaksAt=0",
                "?items=5&breaksAt=3",
                "?items=5&breaksAt=2&fails=true",
                "?items=0&breaksAt=-1&fails=true",
                "?items=20000"
            })
    void theEventsAreThoseOfTheOtherWay(String query) throws Exception {
        List<Frame> response = read("response" + query);
        List<Frame> sink = read("sink" + query);
        assertThat(events(sink)).isEqualTo(events(response)).isNotEmpty();
        assertThat(retryOf(sink)).isEqualTo(retryOf(response));
        assertThat(sink.stream().map(Frame::id).filter(Objects::nonNull).map(id -> id.replaceFirst("\\..*", "")))
                .as("the stream's id in all of them")
                .containsOnly(sink.getLast().id().replaceFirst("\\..*", ""));
    }

    /** Short ones, since the end of those is nearest to the end of the server's own thread; and some that take long. */
    @Test
    void noneOfManyStreamsStopsOrLosesItsEnd() throws Exception {
        int rounds = Integer.getInteger("sink.rounds", 100);
        List<String> lost = new ArrayList<>();
        int streams = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int round = 0; round < rounds; round++) {
                for (String query : List.of(
                        "?items=0", "?items=1", "?items=1&breaksAt=0", "?items=3", "?items=40", "?items=2000")) {
                    int atOnce = 1 + round % 6;
                    List<HttpRequest> requests = IntStream.range(0, atOnce)
                            .mapToObj(i ->
                                    HttpRequest.newBuilder(uri("sink" + query)).build())
                            .toList();
                    var answers = requests.stream()
                            .map(request -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                            .toList();
                    int items = Integer.parseInt(query.replaceFirst("\\?items=(\\d+).*", "$1"));
                    for (var answer : answers) {
                        streams++;
                        try {
                            String body = answer.get(NO_STREAM_TAKES_SECONDS, TimeUnit.SECONDS)
                                    .body();
                            if (body.split("event: item\n", -1).length != items + 1
                                    || !body.contains("event: complete\n")) {
                                lost.add("incomplete " + query + ": " + body.length());
                            }
                        } catch (TimeoutException | ExecutionException e) {
                            answer.cancel(true);
                            lost.add(e + " " + query);
                        }
                    }
                }
            }
        }
        assertThat(lost).as("of %d streams", streams).isEmpty();
        assertThat(eventually(() -> ask("open"), "0"::equals)).isEqualTo("0");
    }

    @Test
    void aClientThatLeavesWhileItemsFlowIsNoticed() throws Exception {
        try (SseClient client = SseClient.open(uri("sink?items=1000000&gap=50"))) {
            assertThat(client.nextEvent().event()).isEqualTo("item");
        }
        assertThat(eventually(() -> ask("open"), "0"::equals)).isEqualTo("0");
    }

    @Test
    void oneThatLeavesWhileTheSourceIsSilentIsNoticedWithinTwoHeartbeats() throws Exception {
        try (SseClient client = SseClient.open(uri("sink?items=2&gap=-1"))) {
            assertThat(client.nextEvent().event()).isEqualTo("item");
        }
        long left = System.nanoTime();
        assertThat(eventually(() -> ask("open"), "0"::equals)).isEqualTo("0");
        assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(Duration.ofMillis(2 * HEARTBEAT_MILLIS));
    }

    @Test
    void aSilentStreamIsKeptAwake() throws Exception {
        try (SseClient client = SseClient.open(uri("sink?items=2&gap=6000"))) {
            List<Frame> frames = client.frames();
            assertThat(frames).filteredOn(frame -> !frame.comments().isEmpty()).isNotEmpty();
            assertThat(events(frames)).hasSize(3);
        }
    }

    @Test
    void aClientThatReadsNothingBlocksItsStreamAndFillsNoQueue() throws Exception {
        try (SseClient client = SseClient.open(uri("sink?items=10000&padding=10000"))) {
            assertThat(client.nextEvent().event()).isEqualTo("item");
            List<String> counts = new ArrayList<>();
            String settled = eventually(() -> ask("produced"), count -> {
                counts.add(count);
                return counts.size() > 20
                        && counts.subList(counts.size() - 20, counts.size()).stream()
                                .allMatch(count::equals);
            });
            assertThat(Integer.parseInt(settled)).isLessThan(AHEAD_OF_A_SLOW_CLIENT);
            assertThat(events(client.frames())).hasSize(10_001);
        }
    }

    @Test
    void whoComesBackGoesOnAndWhoKnowsTheEndIsTurnedAway() throws Exception {
        try (SseClient client = SseClient.open(uri("sink?items=3"))) {
            List<Frame> frames = client.frames();
            String second = frames.stream()
                    .filter(frame -> frame.is("item"))
                    .skip(1)
                    .findFirst()
                    .orElseThrow()
                    .id();
            try (SseClient again = SseClient.open(uri("sink?items=3"), "Last-Event-ID", second)) {
                assertThat(events(again.frames())).hasSize(2).first().asString().startsWith("3 item");
            }
            try (SseClient ended = client.reconnect()) {
                assertThat(events(ended.frames())).isEmpty();
            }
        }
    }
}
