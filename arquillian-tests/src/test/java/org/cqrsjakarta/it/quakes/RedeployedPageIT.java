package org.cqrsjakarta.it.quakes;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cqrsjakarta.it.support.Chromium;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page while its application is deployed anew. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RedeployedPageIT {

    private static final String APPLICATION = "redeployed-quakes";
    private static final double PATIENCE_MILLIS = 60_000;
    private static final String BASE = "http://localhost:" + Integer.getInteger("test.http.port") + "/quakes/";

    @ArquillianResource
    private Deployer deployer;

    private boolean deployed;

    @Deployment(name = APPLICATION, managed = false, testable = false)
    static WebArchive war() {
        return Wars.demo(Map.of("quakes.feed.rate", "200", "cqrs.sse.drain-timeout", "PT1S"));
    }

    @AfterEach
    void undeploy() {
        if (deployed) {
            deployer.undeploy(APPLICATION);
        }
    }

    /** What a reader of the guide copies, without the example of its use. */
    private static String snippet() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guide.md"));
        int begin = guide.indexOf("function follow(");
        return guide.substring(begin, guide.indexOf("\n}\n", begin) + 3);
    }

    private void deploy() {
        deployer.deploy(APPLICATION);
        deployed = true;
    }

    @Test
    void aStreamGoesOnAfterItWithEveryQuakeOnceAndInOrder() throws Exception {
        deploy();
        List<String> whole = new Demo(URI.create(BASE))
                .quakes("").stream()
                        .filter(frame -> frame.is("item"))
                        .map(frame -> Demo.object(frame.data()).getString("id"))
                        .toList();
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.newPage();
            page.addInitScript("""
                    window.own = [];
                    window.EventSource = class extends EventSource {
                        constructor(url) {
                            super(url);
                            // The page's own: the other one's address is a URL.
                            if (typeof url === 'string') {
                                this.addEventListener('item', (message) => own.push(JSON.parse(message.data).id));
                            }
                        }
                    };
                    """);
            page.navigate(BASE);
            page.locator("[name=magnitude][value='']").check(new Locator.CheckOptions().setForce(true));
            page.locator("#start").click();
            page.evaluate("() => {" + snippet() + "window.followed = []; window.followedTo = '';"
                    + "follow('api/quakes', { item: (quake) => followed.push(quake.id),"
                    + " complete: () => { followedTo = 'complete'; } }); }");
            page.waitForCondition(() ->
                    page.evaluate("own.length > 100 && followed.length > 100").equals(true));

            deployer.undeploy(APPLICATION);
            deployed = false;
            // The browser has come back, too early, and has given up: from here on it is for the page.
            assertThat(page.locator("#outcome"))
                    .containsText(
                            "trying again in ",
                            new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
            deploy();
            assertThat(page.locator("#outcome"))
                    .hasAttribute(
                            "data-outcome",
                            "complete",
                            new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
            page.waitForCondition(
                    () -> page.evaluate("followedTo === 'complete'").equals(true),
                    new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
            assertThat(page.evaluate("own")).isEqualTo(whole);
            assertThat(page.evaluate("followed")).as("by the guide's snippet").isEqualTo(whole);
            assertThat(page.locator("[data-count=received]")).hasText("1,707");
            assertThat(page.locator("[data-count=repeated]")).hasText("0");
        }
    }
}
