package org.cqrsjakarta.it.quakes;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.cqrsjakarta.it.support.Chromium;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page in a real browser, driven as its users drive it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PageIT {

    private static final double PATIENCE_MILLIS = 30_000;

    @ArquillianResource
    private URL base;

    private Chromium chromium;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.demo(
                Map.of("quakes.feed.rate", "200", "quakes.catalogue.rate", "0", "quakes.faults.enabled", "true"));
    }

    @BeforeEach
    void open() throws Exception {
        chromium = Chromium.start();
        page = chromium.newPage();
        new Demo(URI.create(base.toString())).heal();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.exposeFunction("complain", text -> complaints.add(String.valueOf(text[0])));
        page.addInitScript("addEventListener('securitypolicyviolation', (event) =>"
                + " complain(`${event.effectiveDirective} kept off ${event.blockedURI}`));");
        page.navigate(base.toString());
    }

    @AfterEach
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private Locator count(String name) {
        return page.locator("[data-count=" + name + "]");
    }

    private static LocatorAssertions.HasTextOptions patiently() {
        return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS);
    }

    private static LocatorAssertions.HasAttributeOptions patientlyToo() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS);
    }

    private void stream() {
        page.locator("#start").click();
        assertThat(page.locator("#outcome")).hasAttribute("data-outcome", "complete", patientlyToo());
    }

    @Test
    void aVisitorBreaksTheFeedAndWatchesTheStreamGoOnAndTheCircuitOpen() {
        stream();
        assertThat(count("received")).hasText("297", patiently());
        assertThat(count("live")).hasText("297");
        assertThat(page.locator("[data-quake]").first()).isVisible();

        page.locator("[data-fault=drop]").click();
        assertThat(page.locator("[data-fault=drop]")).hasAttribute("aria-pressed", "true");
        stream();
        assertThat(page.locator("[data-switchover]")).isVisible();
        assertThat(page.locator("[data-switchover]")).hasAttribute("data-position", "20");
        assertThat(count("live")).hasText("20");
        assertThat(count("catalogue")).hasText("277");
        assertThat(count("repeated")).hasText("0");

        stream();
        stream();
        assertThat(page.locator("[data-circuit=LiveQuakes]")).hasAttribute("data-state", "OPEN", patientlyToo());
        assertThat(complaints).isEmpty();
    }

    @Test
    void anOpenCircuitSaysWhenItAsksAgainAndNobodySpeaksOfASwitchoverWhereThereWasNone() {
        Locator circuit = page.locator("[data-circuit=LiveQuakes]");
        assertThat(circuit).isVisible();
        assertThat(circuit.locator(".history li")).hasCount(0);
        page.locator("[data-fault=refuse]").click();
        assertThat(page.locator("[data-fault=refuse]")).hasAttribute("aria-pressed", "true");
        for (int i = 0; i < 3; i++) {
            stream();
            assertThat(page.locator("[data-switchover]"))
                    .hasText("Began with the catalogue: the live feed refused the connection.");
            assertThat(count("switchovers")).hasText("1");
        }
        assertThat(circuit.locator(".circuit-wait")).hasText(Pattern.compile("asks again in [1-5] s"), patiently());
        assertThat(circuit.locator(".history li")).hasText(new Pattern[] {Pattern.compile("OPEN \\d\\d:.*")});
        stream();
        assertThat(page.locator("[data-switchover]"))
                .hasText("Began with the catalogue: the circuit of the live feed is open, it isn’t asked.");
        assertThat(page.locator(".strip-switchover")).hasText("began with the catalogue");
        assertThat(page.locator("#outcome")).hasText("Complete: 297 quakes, all from the catalogue.");
        assertThat(count("switchovers")).hasText("0");
        assertThat(circuit).hasAttribute("data-state", "HALF_OPEN", patientlyToo());
        assertThat(circuit.locator(".circuit-wait")).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @Test
    void onAPhoneTheFaultsStandWithTheStartButton() {
        page.setViewportSize(390, 844);
        assertThat(page.locator("[data-fault=drop]")).isEnabled();
        for (String button : List.of("#start", "[data-fault=none]", "[data-fault=garbage]")) {
            BoundingBox box = page.locator(button).boundingBox();
            assertThat(box.y + box.height).as(button).isLessThan(844);
        }
        page.locator("input[name=magnitude]:checked").focus();
        page.keyboard().press("Tab");
        assertThat(page.locator("[data-fault=none]")).isFocused();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    }

    @Test
    void thePageIsUsableFromTheKeyboard() {
        page.locator("[data-fault=drop]").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-fault=drop]")).hasAttribute("aria-pressed", "true");
        page.locator("#start").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-switchover]"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(complaints).isEmpty();
    }

    @Test
    void theLossOfANodeIsToldInWords() {
        String quake = """
                event: item
                data: {"id":"%1$s","time":"2018-02-07T00:00:00Z","magnitude":5,"place":"Kodiak","longitude":0,"latitude":0,\
                "depthKm":1,"source":"%2$s"}
                id: s.%3$d

                """;
        answer(
                "api/quakes*",
                "text/event-stream",
                quake.formatted("a", "live", 1) + """
                        event: switchover
                        data: {"position":1,"from":"LiveQuakes","to":"CatalogueQuakes","reason":"NodeLostException"}

                        """ + quake.formatted("b", "catalogue", 2) + """
                        event: complete
                        data: {"items":2}
                        id: s.end

                        """);
        page.locator("#start").click();
        assertThat(page.locator("[data-switchover]"))
                .hasText("Went on from the catalogue after 1 quake: the live feed was read by a server that is gone.");
    }

    @Test
    void aDatumIsTextWhateverItSays() {
        String markup = "<img src=x onerror=alert(1)>";
        answer("api/quakes*", "text/event-stream", """
                id: s.1
                event: item
                data: {"id":"%1$s","time":"2018-02-07T00:00:00Z","magnitude":5,"place":"%1$s","longitude":0,"latitude":0,\
                "depthKm":1,"source":"live"}

                event: switchover
                data: {"position":1,"from":"%1$s","to":"%1$s","reason":"%1$s"}

                id: s.2
                event: item
                data: {"id":"b","time":"%1$s","magnitude":"%1$s","place":"%1$s","longitude":0,"latitude":0,\
                "depthKm":"%1$s","source":"%1$s"}

                event: failure
                data: {"title":"%1$s","status":500,"instance":"%1$s"}

                """.formatted(markup));
        answer("api/circuits", "application/json", """
                [{"name":"%1$s","state":"%1$s","policy":{"requestVolumeThreshold":"%1$s","failureRatio":1,\
                "delayMillis":1,"successThreshold":1}}]""".formatted(markup));
        answer("api/feed", "application/json", """
                {"url":"%1$s","requests":1,"fault":{"kind":"drop","afterItems":"%1$s"},"faultsEnabled":true,\
                "rate":1}""".formatted(markup));
        page.reload();
        page.locator("#start").click();
        assertThat(page.locator("#outcome"))
                .hasText(
                        "Failed after 2 quakes: " + markup + " (500). In the server's log as " + markup + ".",
                        patiently());
        assertThat(page.locator("[data-quake] td:nth-child(3)").first()).hasText(markup);
        assertThat(page.locator("[data-quake] td:nth-child(3)").last()).hasText(markup);
        assertThat(page.locator("[data-switchover]"))
                .hasText("Went on from " + markup + " after 1 quake: " + markup + " failed: " + markup + ".");
        assertThat(page.locator(".circuit-name")).hasText(markup);
        assertThat(page.locator("#fault-note")).hasText("The feed closes the connection after " + markup + " quakes.");
        page.locator("[data-quake]").first().hover();
        assertThat(page.locator(".tooltip-place")).hasText(markup);
        assertThat(page.locator("img, [onerror]")).hasCount(0);
        assertThat(complaints).isEmpty();
    }

    @Test
    void thePolicyKeepsOffWhatIsNotTheDemos() {
        page.evaluate("""
                () => {
                    const script = document.createElement('script');
                    const tell = (act) => { try { act(); } catch (e) { complain(e.name); } };
                    tell(() => { script.textContent = 'document.title = "taken over"'; });
                    tell(() => { document.body.insertAdjacentHTML('beforeend', '<b id="forged">x</b>'); });
                    tell(() => { document.body.setAttribute('onclick', 'document.title = "taken over"'); });
                    const style = document.createElement('style');
                    style.textContent = 'main { display: none }';
                    document.head.append(style);
                    const image = document.createElement('img');
                    image.src = 'https://evil.example/x.png';
                    document.body.append(image);
                    tell(() => fetch('https://evil.example/').catch(() => {}));
                }""");
        page.locator("body").click();
        assertThat(page.locator("main")).isVisible();
        assertThat(page.locator("#forged")).hasCount(0);
        assertThat(page.title()).startsWith("Quakes");
        assertThat(complaints)
                .contains("TypeError")
                .anyMatch(text -> text.startsWith("style-src-elem kept off inline"))
                .anyMatch(text -> text.startsWith("img-src kept off https://evil.example"))
                .anyMatch(text -> text.startsWith("connect-src kept off https://evil.example"));
    }

    private void answer(String path, String type, String body) {
        page.route(
                base + path,
                route -> route.fulfill(
                        new Route.FulfillOptions().setContentType(type).setBody(body)));
    }
}
