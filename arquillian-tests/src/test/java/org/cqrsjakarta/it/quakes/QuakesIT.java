package org.cqrsjakarta.it.quakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import jakarta.json.JsonObject;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cqrsjakarta.it.support.Wars;
import org.cqrsjakarta.testkit.Frame;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job on the demo: real quakes, a feed that breaks, a catalogue that takes over. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class QuakesIT {

    private static final String FILTER = "?minMagnitude=2.5";
    private static final int FILTERED = 297;
    private static final int WEEK = 1_707;

    @ArquillianResource
    private URL base;

    private Demo demo;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.demo(
                Map.of("quakes.feed.rate", "400", "quakes.catalogue.rate", "0", "quakes.faults.enabled", "true"));
    }

    @BeforeEach
    void heal() throws Exception {
        demo = new Demo(URI.create(base.toString()));
        demo.heal();
    }

    private static List<Frame> named(List<Frame> frames, String event) {
        return frames.stream().filter(frame -> frame.is(event)).toList();
    }

    private static List<JsonObject> items(List<Frame> frames) {
        return named(frames, "item").stream()
                .map(frame -> Demo.object(frame.data()))
                .toList();
    }

    private static List<String> ids(List<Frame> frames) {
        return items(frames).stream().map(item -> item.getString("id")).toList();
    }

    private static List<String> sources(List<Frame> frames) {
        return items(frames).stream().map(item -> item.getString("source")).toList();
    }

    @Test
    void aHealthyStreamIsTheWholeWeekNewestLast() throws Exception {
        List<Frame> frames = demo.quakes("");
        assertThat(ids(frames)).hasSize(WEEK).doesNotHaveDuplicates();
        assertThat(items(frames).stream().map(item -> item.getString("time")).toList())
                .isSorted();
        assertThat(sources(frames)).containsOnly("live");
        assertThat(frames.getLast().event()).isEqualTo("complete");
        assertThat(frames.getLast().data()).isEqualTo("{\"items\":1707,\"steps\":[\"LiveQuakes\"]}");
    }

    @Test
    void headersAndFramesAreThoseOfTheDesign() throws Exception {
        try (SseClient client = demo.open(FILTER)) {
            assertThat(client.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(client.headers().firstValue("Cache-Control")).contains("no-store, no-transform");
            assertThat(client.headers().firstValue("X-Accel-Buffering")).contains("no");
            assertThat(client.headers().firstValue("Content-Encoding")).isEmpty();
            List<Frame> frames = Demo.events(client);
            String id = frames.getFirst().id();
            String prefix = id.substring(0, id.lastIndexOf('.') + 1);
            assertThat(named(frames, "item").stream().map(Frame::id).toList())
                    .isEqualTo(IntStream.rangeClosed(1, FILTERED)
                            .mapToObj(position -> prefix + position)
                            .toList());
            assertThat(frames.getFirst().data())
                    .matches(
                            "\\{\"id\":\"[^\"]+\",\"time\":\"2018-[^\"]+Z\",\"magnitude\":[0-9.]+,\"place\":\"[^\"]+\","
                                    + "\"longitude\":[-0-9.E]+,\"latitude\":[-0-9.E]+,\"depthKm\":[-0-9.E]+,"
                                    + "\"source\":\"live\"}");
        }
    }

    @Test
    void aDroppedFeedGoesOnFromTheCatalogueWithoutGapOrRepeat() throws Exception {
        List<String> whole = ids(demo.quakes(FILTER));
        demo.fault("drop", 20);
        List<Frame> frames = demo.quakes(FILTER);
        assertThat(sources(frames).subList(0, 20)).containsOnly("live");
        assertThat(sources(frames).subList(20, FILTERED)).containsOnly("catalogue");
        assertThat(ids(frames)).isEqualTo(whole).hasSize(FILTERED).doesNotHaveDuplicates();
        assertThatStream(frames)
                .itemCount(20)
                .switchesOver("LiveQuakes", "CatalogueQuakes")
                .itemCount(FILTERED - 20)
                .completes();
        assertThat(Demo.object(named(frames, "switchover").getFirst().data()).getInt("position"))
                .isEqualTo(20);
        assertThat(frames.getLast().data()).isEqualTo("{\"items\":297,\"steps\":[\"LiveQuakes\",\"CatalogueQuakes\"]}");
    }

    @Test
    void aRefusedFeedIsReplacedFromTheFirstItem() throws Exception {
        demo.fault("refuse", 0);
        List<Frame> frames = demo.quakes(FILTER);
        assertThat(frames.getFirst().event()).isEqualTo("switchover");
        assertThat(frames.getFirst().data())
                .isEqualTo("{\"position\":0,\"from\":\"LiveQuakes\",\"to\":\"CatalogueQuakes\","
                        + "\"reason\":\"ConnectException\"}");
        assertThat(named(frames, "switchover")).hasSize(1);
        assertThat(sources(frames)).hasSize(FILTERED).containsOnly("catalogue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "stall"})
    void otherFaultsLoseAndRepeatNothingEither(String kind) throws Exception {
        List<String> whole = ids(demo.quakes(FILTER));
        demo.fault(kind, 7);
        List<Frame> frames = demo.quakes(FILTER);
        assertThat(ids(frames)).isEqualTo(whole);
        assertThat(named(frames, "switchover"))
                .singleElement()
                .satisfies(frame ->
                        assertThat(Demo.object(frame.data()).getInt("position")).isEqualTo(7));
    }

    @Test
    void threeFaultyStreamsOpenTheCircuitAndAHealthyOneClosesIt() throws Exception {
        demo.fault("drop", 20);
        for (int i = 0; i < 3; i++) {
            assertThat(demo.circuit()).isEqualTo("CLOSED");
            demo.quakes(FILTER);
        }
        assertThat(demo.circuit()).isEqualTo("OPEN");

        demo.fault("none", 0);
        int requests = demo.feedRequests();
        List<Frame> served = demo.quakes(FILTER);
        assertThat(sources(served)).hasSize(FILTERED).containsOnly("catalogue");
        assertThat(served.getLast().data()).isEqualTo("{\"items\":297,\"steps\":[\"CatalogueQuakes\"]}");
        assertThat(demo.feedRequests()).as("the feed was not touched").isEqualTo(requests);

        demo.awaitCircuit("HALF_OPEN");
        assertThat(sources(demo.quakes(FILTER))).hasSize(FILTERED).containsOnly("live");
        assertThat(demo.circuit()).isEqualTo("CLOSED");
        assertThat(demo.feedRequests()).isEqualTo(requests + 1);
    }

    @Test
    void ofTwentyStreamsAtOnceWhileHalfOpenOneIsTheProbe() throws Exception {
        demo.fault("refuse", 0);
        for (int i = 0; i < 3; i++) {
            demo.quakes(FILTER);
        }
        demo.fault("none", 0);
        demo.awaitCircuit("HALF_OPEN");
        int requests = demo.feedRequests();

        // The probe needs more than four seconds for its week, and stays until all twenty are served: one that leaves
        // gives
        // its place as a probe to another.
        CountDownLatch served = new CountDownLatch(20);
        List<Callable<String>> twenty = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            twenty.add(() -> {
                try (SseClient client = demo.open("")) {
                    Frame event = client.nextEvent();
                    while (!event.is("item")) {
                        event = client.nextEvent();
                    }
                    served.countDown();
                    assertThat(served.await(30, TimeUnit.SECONDS)).isTrue();
                    return Demo.object(event.data()).getString("source");
                }
            });
        }
        List<String> sources = new ArrayList<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var opened : clients.invokeAll(twenty)) {
                sources.add(opened.get());
            }
        }
        assertThat(sources).filteredOn("live"::equals).hasSize(1);
        assertThat(sources).filteredOn("catalogue"::equals).hasSize(19);
        assertThat(demo.feedRequests()).isEqualTo(requests + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?minMagnitude=strong", "?minMagnitude=NaN", "?minMagnitude=99", "?min=2"})
    void wrongParametersAreExplained(String query) throws Exception {
        HttpResponse<String> answer = demo.get("api/quakes" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(Demo.object(answer.body()).getString("detail")).contains("minMagnitude");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"explode\"}",
                "{\"kind\":\"drop\",\"afterItems\":-1}",
                "{\"afterItems\":1}",
                "{\"kind\":\"drop\",\"after\":1}",
                "{\"kind\":",
                "[]",
                ""
            })
    void wrongFaultsAreExplained(String json) throws Exception {
        HttpResponse<String> answer = demo.putFault(json);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "js/main.js",
                "css/page.css",
                "icon.svg",
                "api/circuits",
                "api/quakes?minMagnitude=6",
                "api/quakes?minMagnitude=strong",
                "api/nowhere",
                "nowhere.html"
            })
    void noResponseLetsABrowserRunWhatIsNotTheDemos(String path) throws Exception {
        HttpResponse<String> answer = demo.get(path);
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';")
                .contains("base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'")
                .contains("require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(answer.headers().allValues("Cross-Origin-Opener-Policy")).containsExactly("same-origin");
        assertThat(answer.headers().allValues("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
    }

    @Test
    void noOtherSiteBreaksTheFeed() throws Exception {
        String fault = "{\"kind\":\"refuse\"}";
        for (HttpResponse<String> answer : List.of(
                demo.putFault(fault, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"),
                demo.putFault(fault, "Origin", "https://evil.example"))) {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(Demo.object(answer.body()).getString("detail")).contains("another origin");
        }
        assertThat(Demo.object(demo.get("api/feed").body())
                        .getJsonObject("fault")
                        .getString("kind"))
                .isEqualTo("none");
    }

    /** As a page of another site asks whose name was made to lead here: to its browser the demo is that site. */
    @ParameterizedTest
    @CsvSource({"evil.example, 421", "localhost.evil.example:8080, 421", "LOCALHOST:1, 200", "'[::1]', 200"})
    void noNameThatIsMadeToLeadHereIsAnswered(String host, int status) throws Exception {
        URI feed = demo.uri("api/feed");
        try (Socket socket = new Socket(feed.getHost(), feed.getPort())) {
            String request = "GET " + feed.getPath() + " HTTP/1.1\r\nHost: " + host
                    + "\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            if (status == 421) {
                assertThat(answer)
                        .contains("application/problem+json", "none of the demo's", "quakes.hosts")
                        .doesNotContain("requests");
            }
        }
    }

    @Test
    void whatIsTooLongIsExplained() throws Exception {
        HttpResponse<String> fault = demo.putFault("{\"kind\":\"" + "x".repeat(70_000) + "\"}");
        assertThat(fault.statusCode()).isEqualTo(413);
        assertThat(Demo.object(fault.body()).getString("detail")).contains("65536 bytes");
        HttpResponse<String> query = demo.get("api/quakes?minMagnitude=" + "1".repeat(3_000));
        assertThat(query.statusCode()).isEqualTo(414);
        assertThat(Demo.object(query.body()).getString("detail")).contains("at most 2048");
    }

    @Test
    void circuitsAreListedWithTheirPolicy() throws Exception {
        assertThat(demo.get("api/circuits").body())
                .contains("\"name\":\"LiveQuakes\"", "\"state\":\"CLOSED\"", "\"delayMillis\":5000")
                .contains("\"requestVolumeThreshold\":3");
    }
}
