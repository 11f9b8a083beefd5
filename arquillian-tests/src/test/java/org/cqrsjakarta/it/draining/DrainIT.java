package org.cqrsjakarta.it.draining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.it.support.Wars;
import org.cqrsjakarta.testkit.Frame;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that is undeployed while clients listen. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class DrainIT {

    private static final String APPLICATION = "draining";
    private static final Duration DRAIN = Duration.ofSeconds(4);
    private static final URI STREAM =
            URI.create("http://127.0.0.1:" + System.getProperty("test.http.port") + "/" + APPLICATION + "/steady");

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = APPLICATION, managed = false, testable = false)
    static WebArchive war() {
        return Wars.of(
                APPLICATION,
                Map.of("cqrs.sse.drain-timeout", DRAIN.toString()),
                Steady.class,
                SteadySource.class,
                SteadyResource.class,
                SteadyResource.Root.class);
    }

    private static SseClient open(String query) throws Exception {
        SseClient client = SseClient.open(URI.create(STREAM + query));
        assertThat(client.status()).isEqualTo(200);
        assertThat(client.nextEvent().is("item")).isTrue();
        return client;
    }

    private static boolean tellsOfTheStop(Frame frame) {
        return Duration.ofSeconds(5).equals(frame.retry());
    }

    @Test
    void clientsAreToldAndReadOnUntilTheTimeIsUpAndNobodyElseIsLetIn() throws Exception {
        deployer.deploy(APPLICATION);
        try (SseClient endless = open("");
                SseClient brief = open("?count=50")) {
            CompletableFuture<Integer> late = reading(() -> {
                awaitNotice(endless);
                try (SseClient another = SseClient.open(STREAM)) {
                    return another.status();
                }
            });
            CompletableFuture<List<Frame>> toTheEnd = reading(brief::frames);
            deployer.undeploy(APPLICATION);
            // Not found is GlassFish's own answer: it may have taken the application off its map by then.
            assertThat(late.get(30, TimeUnit.SECONDS))
                    .as("status for whoever comes now")
                    .isIn(503, 404);
            List<Frame> frames = reading(endless::frames).get(30, TimeUnit.SECONDS);
            assertThat(frames).noneMatch(frame -> frame.is("complete") || frame.is("failure"));
            assertThat(frames.getLast().is("item")).as("it went on").isTrue();
            assertThat(toTheEnd.get(30, TimeUnit.SECONDS)).anyMatch(DrainIT::tellsOfTheStop);
            assertThatStream(brief.recorded()).itemCount(50).completes();
        }
    }

    private static void awaitNotice(SseClient client) throws IOException {
        Frame frame = client.next();
        while (frame != null && !tellsOfTheStop(frame)) {
            frame = client.next();
        }
        assertThat(frame).as("the notice").isNotNull();
    }

    private static <T> CompletableFuture<T> reading(Callable<T> reading) {
        CompletableFuture<T> read = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                read.complete(reading.call());
            } catch (Throwable e) {
                read.completeExceptionally(e);
            }
        });
        return read;
    }
}
