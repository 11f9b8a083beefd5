package org.cqrsjakarta.it.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.support.Waits.eventually;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URL;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two thousand who have nothing to say, fifty who have much, and one who does not listen. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CrowdIT {

    private static final int IDLE = 2_000;
    private static final int BUSY = 50;
    private static final int WARM_UPS = 3;

    /**
     * Most of it is ours, the rest what the server itself keeps for a further thread that carries a caller's context
     * and writes. Stacks are not in it: how big they are depends on what is compiled by then. IdleStreamsTest has our
     * part alone, with its stacks, once all is compiled. 6,940 were measured on two processors on 2026-11-27, of which
     * the server's byte arrays and thread locals are a quarter.
     */
    private static final int ALLOWED_BYTES = 7_500;

    /** The server's pools; a thread for each stream would be two thousand. */
    private static final int BREATHING = 40;

    private static final int WINDOW_MILLIS = 5_000;

    /** Of those that were not told: one for each connection, and what both JVMs have open anyway. */
    private static final int FILES_NEEDED = IDLE + BUSY + 1_000;

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.of(
                "crowd",
                Map.of("cqrs.sse.drain-timeout", "PT1S", "cqrs.sse.resume-window", "PT2S"),
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

    private void endSilence(Crowd crowd) throws Exception {
        server().post("end");
        crowd.awaitEnds();
    }

    /** Live objects by class, and platform threads. */
    private record Cost(HeapHistogram heap, int threads) {

        long stacks() {
            return heap.of("jdk.internal.vm.StackChunk").bytes();
        }

        long virtualThreads() {
            return heap.of("java.lang.VirtualThread").objects();
        }
    }

    private Cost cost() throws Exception {
        return new Cost(server().heap(), server().platformThreads());
    }

    private void askAndEnd(Crowd crowd, String path) throws Exception {
        crowd.ask(server().uri(path));
        endSilence(crowd);
    }

    /** What it costs when nobody has a response open, and no stream is held any more for a client that may come back. */
    private Cost costOfNone() throws Exception {
        return eventually(this::cost, now -> now.heap().streams() == 0);
    }

    /** What it costs when all have asked for this and have got the first item. */
    private Cost costOf(Crowd crowd, String path) throws Exception {
        crowd.ask(server().uri(path));
        Cost cost = cost();
        endSilence(crowd);
        return cost;
    }

    @Test
    void anIdleStreamTakesLittleMoreThanAnyResponseHeldOpen() throws Exception {
        assertThat(ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                        .getMaxFileDescriptorCount())
                .as("files that the client may open (ulimit -n)")
                .isGreaterThan(FILES_NEEDED);
        assertThat(Long.parseLong(server().ask("files")))
                .as("files that the server may open (ulimit -n)")
                .isGreaterThan(FILES_NEEDED);
        try (Crowd crowd = server().crowd(IDLE)) {
            for (int i = 0; i < WARM_UPS; i++) {
                // Compiled code needs less stack than interpreted, which is all that runs at first.
                askAndEnd(crowd, "plain");
                askAndEnd(crowd, "idle");
            }
            Cost none = costOfNone();
            Cost plain = costOf(crowd, "plain");
            Cost ours = costOf(crowd, "idle");
            long stacks = (ours.stacks() - plain.stacks()) / IDLE;
            long each = (ours.heap().bytes() - plain.heap().bytes()) / IDLE - stacks;
            System.out.println("""
                %,d idle streams: %,d bytes each for the server; %,d and stacks of %,d for us
                with none, as plain responses, as our streams: platform threads %d, %d, %d, virtual threads %d, %d, %d
                %s""".formatted(
                            IDLE,
                            (plain.heap().bytes() - none.heap().bytes()) / IDLE,
                            each,
                            stacks,
                            none.threads(),
                            plain.threads(),
                            ours.threads(),
                            none.virtualThreads(),
                            plain.virtualThreads(),
                            ours.virtualThreads(),
                            ours.heap().more(plain.heap(), IDLE)));
            assertThat(ours.threads() - plain.threads()).as("platform threads").isLessThan(BREATHING);
            assertThat(each).as("bytes for each").isLessThan(ALLOWED_BYTES);
        }
    }

    /** Microseconds from the handler to the client. */
    private record Latency(long median, long ninetyNine, long most, int fewestOfOne) {

        @Override
        public String toString() {
            return "median %,d µs, 99th percentile %,d µs, most %,d µs, at least %d items each"
                    .formatted(median, ninetyNine, most, fewestOfOne);
        }
    }

    private static final Pattern TIME = Pattern.compile("data: (\\d{16})\n");

    private static Latency latency(Crowd busy) throws IOException {
        busy.read(100);
        busy.members().forEach(Crowd.Member::take);
        List<Long> all = new ArrayList<>();
        Map<Crowd.Member, Integer> items = new HashMap<>();
        long end = System.nanoTime() + WINDOW_MILLIS * 1_000_000L;
        while (System.nanoTime() < end) {
            busy.readOnce(100);
            long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            for (Crowd.Member member : busy.members()) {
                Matcher times = TIME.matcher(member.take());
                while (times.find()) {
                    all.add(now - Long.parseLong(times.group(1)));
                    items.merge(member, 1, Integer::sum);
                }
            }
        }
        all.sort(null);
        return new Latency(
                all.get(all.size() / 2),
                all.get(all.size() * 99 / 100),
                all.getLast(),
                busy.members().stream()
                        .mapToInt(member -> items.getOrDefault(member, 0))
                        .min()
                        .orElseThrow());
    }

    private int blocksOnceStopped() throws Exception {
        int[] last = {Integer.parseInt(server().ask("blocks/produced"))};
        return eventually(() -> Integer.parseInt(server().ask("blocks/produced")), now -> {
            boolean stopped = now > 0 && now == last[0];
            last[0] = now;
            return stopped;
        });
    }

    @Test
    void aClientThatStopsReadingKeepsNobodyElseWaiting() throws Exception {
        try (Crowd idle = server().crowd(IDLE);
                Crowd busy = server().crowd(BUSY)) {
            idle.ask(server().uri("idle"));
            busy.ask(server().uri("busy"));
            // Compiled in the meantime.
            latency(busy);
            Latency before = latency(busy);
            try (Socket slow = server().stoppedReading()) {
                int produced = blocksOnceStopped();
                Latency during = latency(busy);
                System.out.printf(
                        "%d busy among %,d idle: %s%nWith one that does not read: %s%n", BUSY, IDLE, before, during);
                assertThat(Integer.parseInt(server().ask("blocks/produced")))
                        .as("blocks for the one that does not read")
                        .isEqualTo(produced)
                        .isLessThan(Blocks.COUNT);
                assertThat(during.fewestOfOne())
                        .as("items of each busy stream")
                        .isGreaterThan(before.fewestOfOne() / 2);
                assertThat(during.median()).isLessThan(3 * before.median() + 5_000);
                assertThat(slow.isConnected()).isTrue();
            }
            endSilence(idle);
        }
    }
}
