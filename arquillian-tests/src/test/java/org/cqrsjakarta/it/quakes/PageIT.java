package org.cqrsjakarta.it.quakes;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    @ArquillianResource
    private URL base;

    private Playwright playwright;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.demo(Map.of("quakes.feed.rate", "200", "quakes.faults.enabled", "true"));
    }

    @BeforeEach
    void open() throws Exception {
        Path chromium = browser();
        new Demo(URI.create(base.toString())).heal();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(base.toString());
    }

    @AfterEach
    void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    /** Where no browser is installed the test is skipped, unless {@code cqrs.browser.required} says it may not be. */
    private static Path browser() {
        Optional<Path> found = Stream.concat(Stream.ofNullable(System.getProperty("cqrs.browser")), BROWSERS.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String missing = "no Chromium at " + BROWSERS + "; install one, or name it by -Dcqrs.browser";
            if (Boolean.getBoolean("cqrs.browser.required")) {
                fail(missing);
            }
            abort(missing);
        }
        return found.get();
    }

    private Locator count(String name) {
        return page.locator("[data-count=" + name + "]");
    }

    private static LocatorAssertions.HasTextOptions patiently() {
        return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS);
    }

    private void stream() {
        page.locator("#start").click();
        assertThat(page.locator("#outcome"))
                .hasAttribute(
                        "data-outcome",
                        "complete",
                        new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
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
        assertThat(page.locator("[data-circuit=LiveQuakes]"))
                .hasAttribute(
                        "data-state", "OPEN", new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(complaints).isEmpty();
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
}
