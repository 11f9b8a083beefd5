package org.cqrsjakarta.it.support;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs that some tests need beside the server. Where one is not installed its tests are skipped, unless
 * {@code test.<name>.required} says that they may not be.
 */
public final class Programs {

    private Programs() {}

    /** Chromium, or the one that {@code test.browser} names. */
    public static Path browser() {
        return find("browser", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    }

    /** nginx, or the one that {@code test.nginx} names. */
    public static Path nginx() {
        return find("nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx");
    }

    /** Node.js, or the one that {@code test.node} names. */
    public static Path node() {
        return find("node", "/usr/bin/node", "/usr/local/bin/node");
    }

    /** npm, or the one that {@code test.npm} names. */
    public static Path npm() {
        return find("npm", "/usr/bin/npm", "/usr/local/bin/npm");
    }

    private static Path find(String name, String... places) {
        Optional<Path> found = Stream.concat(Stream.ofNullable(System.getProperty("test." + name)), Stream.of(places))
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String missing = "no " + name + " at " + List.of(places) + "; install it, or name it by -Dtest." + name;
            if (Boolean.getBoolean("test." + name + ".required")) {
                fail(missing);
            }
            abort(missing);
        }
        return found.get();
    }
}
