package org.cqrsjakarta.it.http2;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.support.Waits.eventually;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.cqrsjakarta.it.support.Chromium;
import org.cqrsjakarta.it.support.Http2Stream;
import org.cqrsjakarta.it.support.Nginx;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More streams in one page than HTTP/1.1 lets a browser have, and over one connection. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class FiftyStreamsIT {

    private static final int STREAMS = 50;
    private static final int ITEMS = 200;

    /** 20 MB in all for each round: more than the windows that Chromium opens with. */
    private static final int SIZE = 2_000;

    /** Also more requests than GlassFish lets a kept connection of HTTP/1.1 have. */
    private static final int ROUNDS = 6;

    private static final double PATIENCE_MILLIS = 30_000;

    @RegisterExtension
    private final Nginx nginx = new Nginx();

    @ArquillianResource
    private URI base;

    private final List<String> protocols = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.of(
                        "together",
                        // Nobody is waited for: a handler closes when its client is noticed to be gone.
                        Map.of("cqrs.sse.heartbeat", "PT1S", "cqrs.sse.resume-window", "PT0S"),
                        Together.class,
                        TogetherSource.class,
                        Rounds.class,
                        Rounds.Round.class,
                        TogetherResource.class,
                        TogetherResource.Root.class)
                .addAsWebResource("together.html", "index.html");
    }

    private static String newRound() {
        return UUID.randomUUID().toString();
    }

    private URI ofServer() {
        return URI.create("https://127.0.0.1:" + System.getProperty("test.https.port"))
                .resolve(base.getPath());
    }

    private static String query(int streams, int items, int patienceMillis) {
        return "?streams=" + streams + "&items=" + items + "&size=" + SIZE + "&patience=" + patienceMillis;
    }

    private String account(String round) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(base.resolve("api/together/" + round + "/account"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /** Notes by which protocol each stream comes. */
    private Page pageIn(Chromium chromium) {
        Page page = chromium.newPage();
        CDPSession session = page.context().newCDPSession(page);
        session.send("Network.enable");
        session.on("Network.responseReceived", event -> {
            if (event.get("type").getAsString().equals("EventSource")) {
                protocols.add(event.getAsJsonObject("response").get("protocol").getAsString());
            }
        });
        return page;
    }

    private static void awaitOutcome(Page page, String outcome) {
        assertThat(page.locator("#outcome"))
                .hasText(outcome, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    private void runFiftyStreams(URI origin) {
        try (Chromium chromium = Chromium.start()) {
            Page page = pageIn(chromium);
            for (int i = 0; i < ROUNDS; i++) {
                page.navigate(origin + query(STREAMS, ITEMS, 20_000) + "&round=" + newRound());
                awaitOutcome(page, STREAMS + " complete, 0 failed");
                assertThat(page.evaluate("count.items")).isEqualTo(STREAMS * (1 + ITEMS));
            }
        }
        // More where a connection was lost: its stream came a second time, and the page has each item once.
        assertThat(protocols).hasSizeGreaterThanOrEqualTo(ROUNDS * STREAMS).containsOnly("h2");
    }

    private void awaitAccount(String round, String expected) throws Exception {
        assertThat(eventually(() -> account(round), expected::equals)).isEqualTo(expected);
    }

    /**
     * Grizzly 5.0.0 discards what is written to a stream that its client has reset: nothing fails, and none of its
     * listeners is called. On a connection that stays a stream that was left would go on, and keep its place.
     */
    @Test
    void theServerItselfSpeaksHttp1ToBrowsers() throws Exception {
        try (HttpClient connection = Http2Stream.connection()) {
            HttpRequest encrypted = HttpRequest.newBuilder(
                            ofServer().resolve("api/together/" + newRound() + "/account"))
                    .build();
            assertThat(connection
                            .send(encrypted, HttpResponse.BodyHandlers.ofString())
                            .version())
                    .isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void allCompleteOverHttp2OfNginx() throws Exception {
        runFiftyStreams(nginx.startHttp2("proxy_pass http://127.0.0.1:" + base.getPort() + ";")
                .resolve(base.getPath()));
    }

    /** They wait for one more, which never comes. */
    private void openFiftyStreams(Page page, URI origin, String round) throws Exception {
        page.navigate(origin + query(STREAMS + 1, 0, 3_600_000) + "&opened=" + STREAMS + "&round=" + round);
        awaitAccount(round, "50 open of 50");
    }

    @Test
    void behindNginxTheServerNoticesWhoLeavesAStreamAndWhoLeavesThePage() throws Exception {
        URI proxy = nginx.startHttp2("proxy_pass http://127.0.0.1:" + base.getPort() + ";")
                .resolve(base.getPath());
        String round = newRound();
        try (Chromium chromium = Chromium.start()) {
            Page page = pageIn(chromium);
            openFiftyStreams(page, proxy, round);
            page.evaluate("sources[7].close()");
            awaitAccount(round, "49 open of 50");
            page.navigate("about:blank");
            awaitAccount(round, "0 open of 50");
        }
    }

    @Test
    void aStreamThatNobodyReadsHoldsUpNoneBesideIt() throws Exception {
        int many = 20_000;
        URI proxy = nginx.startHttp2("proxy_pass http://127.0.0.1:" + base.getPort() + ";");
        try (HttpClient connection = Http2Stream.connection();
                Http2Stream unread = Http2Stream.open(connection, alone(proxy, many))) {
            for (int i = 0; i < 10; i++) {
                try (Http2Stream beside = Http2Stream.open(connection, alone(proxy, ITEMS))) {
                    assertThatStream(beside.frames()).itemCount(1 + ITEMS).completes();
                }
            }
            assertThatStream(unread.frames())
                    .as("all 40 MB, once it is read")
                    .itemCount(1 + many)
                    .completes();
        }
    }

    private URI alone(URI proxy, int items) {
        return proxy.resolve(base.getPath()).resolve("api/together/" + newRound() + query(1, items, 10_000));
    }

    /** The counter-test: six connections are all that a browser opens to a host. */
    @Test
    void overHttp1TheSeventhWaitsForOneOfTheOthersToEnd() {
        try (Chromium chromium = Chromium.start()) {
            Page page = pageIn(chromium);
            page.navigate(base + query(7, 1, 2_000) + "&round=" + newRound());
            assertThat(page.locator("#outcome"))
                    .hasText(
                            Pattern.compile("\\d complete, [1-7] failed"),
                            new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS));
        }
        assertThat(protocols).isNotEmpty().containsOnly("http/1.1");
    }
}
