package org.cqrsjakarta.it.proxies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.it.support.Http2Stream;
import org.cqrsjakarta.it.support.Nginx;
import org.cqrsjakarta.testkit.Frame;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams that outlive every default: nginx's 60 s between two reads, GlassFish's 30 s and 15 min. {@code -Plong}. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("long")
class LongStreamsIT {

    private static final Duration BEHIND_NGINX = Duration.ofMinutes(5);
    private static final Duration DIRECT = Duration.ofMinutes(20);

    @RegisterExtension
    private final Nginx nginx = new Nginx();

    @ArquillianResource
    private URI base;

    /** With the heartbeat that applications get when they set nothing. */
    @Deployment(testable = false)
    static WebArchive war() {
        return Pulse.war(Map.of());
    }

    private record Outcome(List<Frame> frames, Duration took) {

        void check(String name, Duration duration, int items) {
            long heartbeats =
                    frames.stream().filter(frame -> !frame.comments().isEmpty()).count();
            System.out.printf("%s: open for %s, %d items, %d comments%n", name, took, items, heartbeats);
            assertThat(took).as(name).isGreaterThanOrEqualTo(duration);
            assertThatStream(frames).as(name).itemCount(items).completes();
        }
    }

    private static Outcome readToItsEnd(URI stream) throws Exception {
        long begun = System.nanoTime();
        try (SseClient client = SseClient.open(stream)) {
            List<Frame> frames = client.frames();
            return new Outcome(frames, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private static Outcome readToItsEndOverHttp2(URI stream) throws Exception {
        long begun = System.nanoTime();
        try (HttpClient connection = Http2Stream.connection();
                Http2Stream client = Http2Stream.open(connection, stream)) {
            List<Frame> frames = client.frames();
            return new Outcome(frames, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    @Test
    @Timeout(value = 25, unit = TimeUnit.MINUTES)
    void nobodyOnTheWayCutsThem() throws Exception {
        Pulse direct = new Pulse(base);
        Pulse proxied = direct.behind(nginx.start("", "proxy_pass http://127.0.0.1:" + base.getPort() + ";"));
        Pulse encrypted = direct.behind(nginx.startHttp2("proxy_pass http://127.0.0.1:" + base.getPort() + ";"));
        int seconds = (int) DIRECT.toSeconds();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var idleBehindNginx = clients.submit(() -> readToItsEnd(proxied.stream(1, 0, BEHIND_NGINX.toMillis())));
            var idle = clients.submit(() -> readToItsEnd(direct.stream(1, 0, DIRECT.toMillis())));
            var busy = clients.submit(() -> readToItsEnd(direct.stream(seconds, 1_000, 1_000)));
            var idleHttp2 =
                    clients.submit(() -> readToItsEndOverHttp2(encrypted.stream(1, 0, BEHIND_NGINX.toMillis())));
            var busyHttp2 = clients.submit(() -> readToItsEndOverHttp2(encrypted.stream(seconds, 1_000, 1_000)));
            try {
                idleBehindNginx.get().check("idle behind nginx", BEHIND_NGINX, 1);
                idle.get().check("idle", DIRECT, 1);
                busy.get().check("an item a second", DIRECT, seconds);
                idleHttp2.get().check("idle over HTTP/2", BEHIND_NGINX, 1);
                busyHttp2.get().check("an item a second over HTTP/2", DIRECT, seconds);
            } finally {
                clients.shutdownNow();
            }
        }
    }
}
