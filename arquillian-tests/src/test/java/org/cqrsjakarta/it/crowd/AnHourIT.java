package org.cqrsjakarta.it.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.support.Waits.eventually;

import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An hour ({@code -Dcrowd.minutes}) of two thousand idle clients, fifty busy ones, one that does not read, and ten thousand
 * that connect and leave at once, again and again.
 */
@Tag("long")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AnHourIT {

    private static final int IDLE = 2_000;
    private static final int BUSY = 50;
    private static final int PASSING = 10_000;

    /** Local ports are taken for a minute after their connections were closed. */
    private static final Duration BETWEEN_WAVES = Duration.ofMinutes(5);

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final long MB = 1 << 20;

    @ArquillianResource
    private URL base;

    private final Map<Crowd.Member, Long> heardAt = new HashMap<>();
    private long longestSilenceMillis;
    private int fewestItems = Integer.MAX_VALUE;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.of(
                "hour",
                // GlassFish needs 36 KB for each response, and has 512 MB: more are told 503.
                Map.of("cqrs.sse.drain-timeout", "PT1S", "cqrs.sse.max-streams", "4000"),
                Idle.class,
                Busy.class,
                Blocks.class,
                Silence.class,
                IdleSource.class,
                BusySource.class,
                BlockSource.class,
                CrowdResource.class,
                CrowdResource.Root.class);
    }

    private CrowdServer server() {
        return new CrowdServer(base);
    }

    /** Reads both for so long, and notes who has heard nothing for how long. */
    private void listen(Crowd idle, Crowd busy, Duration longest) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        Map<Crowd.Member, Integer> items = new HashMap<>();
        while (System.nanoTime() < end) {
            busy.readOnce(20);
            idle.readOnce(1);
            long now = System.nanoTime();
            for (Crowd.Member member : idle.members()) {
                if (!member.take().isEmpty()) {
                    heardAt.put(member, now);
                }
                longestSilenceMillis =
                        Math.max(longestSilenceMillis, (now - heardAt.getOrDefault(member, now)) / 1_000_000);
            }
            for (Crowd.Member member : busy.members()) {
                int many = member.take().split("event: item", -1).length - 1;
                items.merge(member, many, Integer::sum);
            }
        }
        for (Crowd.Member member : busy.members()) {
            fewestItems = Math.min(fewestItems, items.get(member));
        }
    }

    /** All connect and ask, and leave without having read; ours listen meanwhile. */
    private void pass(Crowd idle, Crowd busy) throws Exception {
        ByteBuffer request = ByteBuffer.wrap(server().request("idle"));
        for (int done = 0; done < PASSING; done += 1_000) {
            List<SocketChannel> some = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                SocketChannel one = SocketChannel.open(server().address());
                one.write(request.duplicate());
                some.add(one);
            }
            for (SocketChannel one : some) {
                one.close();
            }
            listen(idle, busy, Duration.ofMillis(100));
        }
    }

    @Test
    @Timeout(value = 100, unit = TimeUnit.MINUTES)
    void nothingGrowsAndNobodyWaits() throws Exception {
        Duration longest = Duration.ofMinutes(Integer.getInteger("crowd.minutes", 60));
        List<HeapHistogram> heaps = new ArrayList<>();
        try (Crowd idle = server().crowd(IDLE);
                Crowd busy = server().crowd(BUSY)) {
            idle.ask(server().uri("idle"));
            busy.ask(server().uri("busy"));
            long now = System.nanoTime();
            idle.members().forEach(member -> heardAt.put(member, now));
            long end = now + longest.toNanos();
            while (System.nanoTime() < end) {
                try (Socket slow = server().stoppedReading()) {
                    pass(idle, busy);
                    fewestItems = Integer.MAX_VALUE;
                    long nextWave = System.nanoTime() + BETWEEN_WAVES.toNanos();
                    while (System.nanoTime() < nextWave) {
                        listen(idle, busy, TURN);
                    }
                    assertThat(slow.isConnected()).isTrue();
                }
                HeapHistogram heap = eventually(server()::heap, found -> found.streams() <= IDLE + BUSY + 1);
                heaps.add(heap);
                System.out.printf(
                        "%,d MB, %d streams, platform threads %d; longest silence of an idle one %,d ms;"
                                + " fewest items of a busy one in ten seconds %d%n",
                        heap.bytes() / MB,
                        heap.streams(),
                        server().platformThreads(),
                        longestSilenceMillis,
                        fewestItems);
                assertThat(heap.streams()).isLessThanOrEqualTo(IDLE + BUSY + 1);
                assertThat(longestSilenceMillis).as("milliseconds").isLessThan(2 * HEARTBEAT.toMillis());
                assertThat(fewestItems).as("items of a busy one in ten seconds").isPositive();
            }
        }
        assertThat(heaps.getLast().bytes()).isLessThan(heaps.getFirst().bytes() * 11 / 10);
    }
}
