package org.cqrsjakarta.it.slowreader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.support.Waits.eventually;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cqrsjakarta.it.support.Wars;
import org.cqrsjakarta.testkit.Frame;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that stop reading while 100 MB are ready for each. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SlowReaderIT {

    private static final int CLIENTS = 8;

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.of(
                "slowreader", Map.of(), Blocks.class, BlockSource.class, BlockResource.class, BlockResource.Root.class);
    }

    private record Cost(long heap, long threads) {}

    private Cost cost() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String[] parts = client.send(
                            HttpRequest.newBuilder(URI.create(base + "blocks/cost"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .split(" ");
            return new Cost(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }
    }

    private SseClient readOneItem() throws Exception {
        SseClient client = SseClient.open(URI.create(base + "blocks"));
        assertThat(client.nextEvent().event()).isEqualTo("item");
        return client;
    }

    @Test
    void costLessThanTwoMegabytesOfHeapEachAndNoPlatformThread() throws Exception {
        // One client to the end warms everything up that is there once: classes, buffers, pools.
        try (SseClient warm = SseClient.open(URI.create(base + "blocks"))) {
            assertThat(warm.frames()).filteredOn(Frame::isEvent).hasSize(Blocks.COUNT + 1);
        }
        Cost before = cost();
        List<SseClient> stopped = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                stopped.add(readOneItem());
            }
            Cost during = eventually(this::cost, now -> (now.heap() - before.heap()) / CLIENTS < 2_000_000);
            System.out.printf(
                    "Per client that stopped reading: %,d bytes of heap; platform threads %d before, %d during%n",
                    (during.heap() - before.heap()) / CLIENTS, before.threads(), during.threads());
            assertThat((during.heap() - before.heap()) / CLIENTS).isLessThan(2_000_000);
            // The server's own pools may grow by a thread or two; one for each client would be eight.
            assertThat(during.threads() - before.threads()).isLessThan(CLIENTS / 2);

            SseClient one = stopped.getFirst();
            assertThat(one.frames())
                    .as("all, when it reads on")
                    .filteredOn(Frame::isEvent)
                    .hasSize(Blocks.COUNT + 1);
        } finally {
            for (SseClient client : stopped) {
                client.close();
            }
        }
    }
}
