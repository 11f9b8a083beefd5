package org.cqrsjakarta.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cqrsjakarta.spi.InMemoryStreamStore;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.StreamStore;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Claim;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.cqrsjakarta.spi.StreamStore.Part;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.junit.jupiter.api.Test;

/** The scripts beside the rules in Java: the same answers to thousands of seeded steps. */
class StreamAgreementTest {

    private static final int HISTORIES = Integer.getInteger("histories", 60);
    private static final int STEPS = 80;

    @Test
    void theScriptsAndTheStoreInMemoryAgree() {
        Seen seen = new Seen();
        try (TestRedis redis = TestRedis.start();
                RedisStreamStore store = redis.streams()) {
            for (int seed = 0; seed < HISTORIES; seed++) {
                new History(redis, store, seed, seen).run();
            }
        }
        // Else the histories would not try what they are for.
        assertThat(List.of(seen.taken, seen.refused, seen.ended, seen.claimed, seen.dropped, seen.pages, seen.missing))
                .allMatch(times -> times > HISTORIES);
    }

    private static final class Seen {
        private int taken;
        private int refused;
        private int ended;
        private int claimed;
        private int dropped;
        private int pages;
        private int missing;
    }

    private static final class History {

        private static final Kind[] KINDS = {Kind.ITEM, Kind.ITEM, Kind.ITEM, Kind.SWITCHOVER, Kind.EVENT, Kind.EVENT};

        private final TestRedis redis;
        private final StreamStore store;
        private final ManualTime time = new ManualTime();
        private final StreamStore expected = new InMemoryStreamStore(time);
        private final Random random;
        private final Stream stream;
        private final Seen seen;
        private final List<Part> parts = new ArrayList<>();
        private final String where;
        private long epoch = 1;
        private long next;
        private long heard = -1;

        History(TestRedis redis, StreamStore store, int seed, Seen seen) {
            this.redis = redis;
            this.store = store;
            this.seen = seen;
            random = new Random(seed);
            stream = new Stream("agreement " + seed, "%022d".formatted(seed));
            where = "seed " + seed;
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(5) == 0) {
                    pass(Duration.ofMinutes(10L + 30L * random.nextInt(3)));
                }
                String at = where + ", step " + step;
                switch (random.nextInt(16)) {
                    case 0, 1, 2, 3, 4, 5, 6 -> append(at);
                    case 7, 8, 9, 10 -> read(at);
                    case 11 -> claim(at);
                    case 12 -> remove();
                    case 13 -> {
                        String post = "post " + step;
                        Duration kept = Duration.ofHours(1L + random.nextInt(2));
                        store.post(stream.namespace(), post, kept);
                        expected.post(stream.namespace(), post, kept);
                    }
                    default -> beat(at);
                }
            }
        }

        private void pass(Duration by) {
            time.advance(by);
            Names.keys(stream).forEach(key -> Ages.add(redis.operator, new String(key, ISO_8859_1), by));
            Names.board(stream.namespace()).forEach(key -> Ages.add(redis.operator, new String(key, ISO_8859_1), by));
        }

        private void append(String at) {
            Part part = !parts.isEmpty() && random.nextInt(6) == 0 ? parts.get(random.nextInt(parts.size())) : part();
            parts.add(part);
            Copy copy = store.append(stream, part);

            assertThat(copy).as(at).isEqualTo(expected.append(stream, part));
            boolean isTaken = copy.isOf(part.node(), part.epoch());
            seen.taken += isTaken ? 1 : 0;
            seen.refused += isTaken ? 0 : 1;
            seen.ended += copy.ended() ? 1 : 0;
            seen.dropped += copy.begin() > part.number() ? 1 : 0;
            next = copy.end();
            epoch = copy.epoch();
        }

        private Part part() {
            long number = Math.max(0, next + (random.nextInt(4) == 0 ? random.nextInt(7) - 3 : 0));
            List<Entry> entries = new ArrayList<>();
            for (int more = random.nextInt(8); more > 0; more--) {
                entries.add(entry());
            }
            return new Part(
                    "n" + random.nextInt(2),
                    Math.max(1, epoch + (random.nextInt(5) == 0 ? random.nextInt(3) - 1 : 0)),
                    "owner" + random.nextInt(3),
                    number,
                    random.nextInt(50),
                    random.nextInt(4),
                    entries,
                    new Bounds(
                            1 + random.nextInt(12),
                            1 + random.nextInt(300),
                            random.nextInt(12),
                            Duration.ofHours(1L + random.nextInt(2))));
        }

        private Entry entry() {
            byte[] frame = new byte[random.nextInt(random.nextInt(6) == 0 ? 200 : 30)];
            random.nextBytes(frame);
            Kind kind = random.nextInt(60) == 0 ? Kind.END : KINDS[random.nextInt(KINDS.length)];
            return new Entry(kind, random.nextInt(60), random.nextInt(3) == 0 ? null : "k" + random.nextInt(9), frame);
        }

        private void read(String at) {
            Duration listen = random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(15L + random.nextInt(90));
            Reading reading = new Reading(
                    Math.max(0, next - random.nextInt(14) + 2), random.nextInt(250), "r" + random.nextInt(3), listen);
            Optional<Page> page = store.read(stream, reading);

            assertThat(page.map(History::shown))
                    .as(at)
                    .isEqualTo(expected.read(stream, reading).map(History::shown));
            seen.missing += page.isEmpty() ? 1 : 0;
            seen.pages += page.isPresent() && page.get().entries().size() > 1 ? 1 : 0;
        }

        private static List<Object> shown(Page page) {
            List<Object> shown = new ArrayList<>(List.of(page.copy(), page.number()));
            page.entries()
                    .forEach(entry -> shown.add(entry.kind() + "@" + entry.position() + " " + entry.key() + " "
                            + new String(entry.bytes(), ISO_8859_1)));
            return shown;
        }

        private void claim(String at) {
            String node = "n" + random.nextInt(2);
            long of = Math.max(1, epoch - (random.nextInt(4) == 0 ? 1 : 0));
            Optional<Claim> claim = store.claim(stream, of, node, Duration.ofHours(1));

            assertThat(claim).as(at).isEqualTo(expected.claim(stream, of, node, Duration.ofHours(1)));
            seen.claimed += claim.isPresent() && claim.get().copy().isOf(node, of + 1) ? 1 : 0;
            epoch = claim.map(claimed -> claimed.copy().epoch()).orElse(epoch);
        }

        private void remove() {
            long of = Math.max(1, epoch - random.nextInt(2));
            store.remove(stream, of);
            expected.remove(stream, of);
        }

        private void beat(String at) {
            String node = "n" + random.nextInt(4);
            Duration live = random.nextInt(4) == 0 ? Duration.ZERO : Duration.ofMinutes(15L + random.nextInt(90));
            long after = random.nextInt(5) == 0 ? random.nextInt(9) - 1 : heard;
            StreamStore.Beat beat = store.beat(stream.namespace(), node, live, after);

            assertThat(beat).as(at).isEqualTo(expected.beat(stream.namespace(), node, live, after));
            heard = beat.last();
        }
    }
}
