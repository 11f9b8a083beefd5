package org.cqrsjakarta.it.quakes;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cqrsjakarta.it.support.Chromium;
import org.cqrsjakarta.it.support.Wars;
import org.cqrsjakarta.testkit.Fault;
import org.cqrsjakarta.testkit.FaultProxy;
import org.cqrsjakarta.testkit.Frame;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser whose connections are cut: what it shows meanwhile, and that nothing is missing after. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CutPageIT {

    private static final int CUTS = 20;
    private static final int WEEK = 1_707;
    private static final int LISTED = 200;

    /** Each cut costs the browser's two seconds. */
    private static final double PATIENCE_MILLIS = 100_000;

    /** Longer than two times the two seconds after which a browser connects again. */
    private static final double NOT_REOPENED_MILLIS = 5_000;

    @ArquillianResource
    private URL base;

    private FaultProxy proxy;
    private Chromium chromium;
    private Page page;
    private final List<String> streams = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.demo(
                Map.of("quakes.feed.rate", "400", "quakes.catalogue.rate", "0", "quakes.faults.enabled", "true"));
    }

    @BeforeEach
    void open() throws Exception {
        chromium = Chromium.start();
        page = chromium.newPage();
        new Demo(URI.create(base.toString())).heal();
        proxy = FaultProxy.to(new InetSocketAddress(base.getHost(), base.getPort()));
        page.onRequest(request -> {
            if (request.url().contains("api/quakes")) {
                streams.add(request.url());
            }
        });
        // Whatever arrives, before the page sorts out what it knows already.
        page.addInitScript("""
                window.arrivals = [];
                window.EventSource = class extends EventSource {
                    constructor(url) {
                        super(url);
                        this.addEventListener('item', (message) => arrivals.push(JSON.parse(message.data).id));
                    }
                };
                // However short they are shown.
                window.outcomes = [];
                addEventListener('DOMContentLoaded', () => {
                    const outcome = document.getElementById('outcome');
                    new MutationObserver(() => outcomes.push(outcome.dataset.outcome))
                        .observe(outcome, { attributeFilter: ['data-outcome'] });
                });
                """);
        page.navigate(proxy.through(base.toURI()).toString());
        assertThat(page.locator("[data-fault=drop]")).isEnabled();
        // From now on the only connections are those of streams: each gets the faults that are meant for it.
        answer("api/circuits", 200, "[]");
        answer("api/feed", 200, "{\"url\":\"\",\"requests\":0,\"fault\":{\"kind\":\"none\"},\"rate\":400}");
    }

    @AfterEach
    void close() {
        if (chromium != null) {
            chromium.close();
        }
        if (proxy != null) {
            proxy.close();
        }
    }

    private void answer(String path, int status, String body) {
        page.route(
                "**/" + path,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType("application/json")
                        .setBody(body)));
    }

    private void start(String minMagnitude) {
        if (proxy.open() > 0) {
            // Idle ones, of which the browser would make use.
            proxy.now(Fault.reset());
            proxy.awaitOpen(0);
        }
        page.locator("[name=magnitude][value='" + minMagnitude + "']").check(new Locator.CheckOptions().setForce(true));
        page.locator("#start").click();
    }

    private void awaitOutcome(String outcome) {
        assertThat(page.locator("#outcome"))
                .hasAttribute(
                        "data-outcome",
                        outcome,
                        new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
    }

    private List<String> strings(String script) {
        return ((List<?>) page.evaluate(script)).stream().map(String::valueOf).toList();
    }

    private List<String> idsReadDirectly() throws Exception {
        List<Frame> whole = new Demo(proxy.through(base.toURI())).quakes("");
        return whole.stream()
                .filter(frame -> frame.is("item"))
                .map(frame -> Demo.object(frame.data()).getString("id"))
                .toList();
    }

    @Test
    void cutTwentyTimesItShowsEveryQuakeOnceAndInOrder() throws Exception {
        long before = proxy.bytesToClient();
        List<String> whole = idsReadDirectly();
        assertThat(whole).hasSize(WEEK);
        long bytes = proxy.bytesToClient() - before;
        for (int cut = 0; cut < CUTS; cut++) {
            // None falls on the same place within a frame as another.
            proxy.next(Fault.reset().after(bytes / (CUTS + 1) + 7L * cut));
        }
        start("");
        awaitOutcome("lost");
        assertThat(page.locator("#outcome")).containsText("Connection lost after ");
        awaitOutcome("complete");

        assertThat(strings("outcomes")).containsSubsequence("streaming", "lost", "streaming", "complete");
        assertThat(strings("arrivals")).isEqualTo(whole);
        assertThat(strings("[...document.querySelectorAll('[data-quake]')].map((row) => row.dataset.id)"))
                .isEqualTo(whole.reversed().subList(0, LISTED));
        assertThat(page.locator("[data-count=received]")).hasText("1,707");
        assertThat(page.locator("[data-count=repeated]")).hasText("0");
        assertThat(page.locator("#outcome"))
                .hasText("Complete: 1,707 quakes, all from the live feed; connected again " + CUTS + " times.");
        assertThat(streams).hasSize(CUTS + 1);
    }

    @Test
    void aFinishedStreamIsNotReopened() {
        start("4.5");
        awaitOutcome("complete");
        int connections = proxy.accepted();
        page.waitForTimeout(NOT_REOPENED_MILLIS);
        assertThat(streams).hasSize(1);
        assertThat(proxy.accepted()).isEqualTo(connections);
    }

    @Test
    void aFinishedStreamIsNotReopenedEvenByAPageThatTakesNoNoteOfItsEnd() {
        page.evaluate("""
                () => {
                    window.heedless = new EventSource('api/quakes?minMagnitude=6');
                    window.opened = 0;
                    heedless.addEventListener('open', () => opened += 1);
                }""");
        page.waitForCondition(() ->
                page.evaluate("heedless.readyState === EventSource.CLOSED").equals(true));
        page.waitForTimeout(NOT_REOPENED_MILLIS);
        assertThat(page.evaluate("opened")).isEqualTo(1);
        assertThat(strings("arrivals")).isNotEmpty().doesNotHaveDuplicates();
        assertThat(streams)
                .as("the stream, and the question that was answered by 204")
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 429, 503})
    void whatTheServerDoesNotTakeUpAgainForMinutesIsSaidToBeOver(int status) {
        proxy.next(Fault.reset().after(20_000));
        start("");
        awaitOutcome("lost");
        page.clock().install();
        answer("api/quakes*", status, "{}");
        assertThat(page.locator("#outcome")).containsText("the server doesn’t take it up yet, trying again in ");
        int before = streams.size();
        for (int i = 0; i < 60 && !"failure".equals(page.locator("#outcome").getAttribute("data-outcome")); i++) {
            page.clock().fastForward(15_000);
            page.waitForTimeout(200);
        }
        awaitOutcome("failure");
        assertThat(streams.size() - before).isBetween(8, 20);
        assertThat(page.locator("#outcome")).containsText("the server did not take the stream up again");
        assertThat(page.locator("#stop")).isDisabled();
        assertThat(page.locator("#start")).hasText("Start stream");

        page.unroute("**/api/quakes*");
        start("4.5");
        awaitOutcome("complete");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 503})
    void whatTheServerTakesUpLaterGoesOnWhereItWas(int status) throws Exception {
        List<String> whole = idsReadDirectly();
        proxy.next(Fault.reset().after(60_000));
        start("");
        awaitOutcome("lost");
        // A browser's own attempt is the last one when it gets this.
        answer("api/quakes*", status, "{}");
        assertThat(page.locator("#outcome")).containsText("trying again in ");
        page.unroute("**/api/quakes*");
        awaitOutcome("complete");
        assertThat(strings("arrivals")).isEqualTo(whole);
        assertThat(streams.getLast()).contains("?lastEventId=");
        assertThat(page.locator("[data-count=received]")).hasText("1,707");
    }

    @Test
    void aServerThatIsAwayIsAwaited() throws Exception {
        proxy.next(Fault.reset().after(20_000));
        start("2.5");
        awaitOutcome("lost");
        proxy.refuseConnections();
        int tried = streams.size();
        page.waitForCondition(() -> streams.size() >= tried + 2);
        assertThat(page.locator("#outcome")).hasAttribute("data-outcome", "lost");
        assertThat(page.locator("#announcer p").getByText("Connection lost")).hasCount(1);
        proxy.acceptConnections();
        awaitOutcome("complete");
        assertThat(strings("arrivals")).hasSize(297).doesNotHaveDuplicates();
    }
}
