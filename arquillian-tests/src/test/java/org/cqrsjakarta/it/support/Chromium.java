package org.cqrsjakarta.it.support;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An installed browser with one page. */
public final class Chromium implements AutoCloseable {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Playwright playwright;
    private final Page page;

    /** Starts it. Where none is installed the test is skipped, unless {@code cqrs.browser.required} says it may not be. */
    public Chromium() {
        Path executable = executable();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        page = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")))
                .newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));
    }

    public Page page() {
        return page;
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Path executable() {
        Optional<Path> found = Stream.concat(Stream.ofNullable(System.getProperty("cqrs.browser")), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String missing = "no Chromium at " + PLACES + "; install one, or name it by -Dcqrs.browser";
            if (Boolean.getBoolean("cqrs.browser.required")) {
                fail(missing);
            }
            abort(missing);
        }
        return found.get();
    }
}
