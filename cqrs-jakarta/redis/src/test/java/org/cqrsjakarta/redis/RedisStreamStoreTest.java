package org.cqrsjakarta.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.redis.Parts.BOUNDS;
import static org.cqrsjakarta.redis.Parts.KEPT;
import static org.cqrsjakarta.redis.Parts.STREAM;
import static org.cqrsjakarta.redis.Parts.all;
import static org.cqrsjakarta.redis.Parts.frames;
import static org.cqrsjakarta.redis.Parts.from;
import static org.cqrsjakarta.redis.Parts.item;
import static org.cqrsjakarta.redis.Parts.listening;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.spi.StreamStore.Claim;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.cqrsjakarta.testkit.HeardStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.util.JedisClusterCRC16;

class RedisStreamStoreTest extends StreamsOnRedis {

    private static final String HEAD = "1;owner;1;n1;0;2;0;2;0;0;14;2;0;1700000000000000;9000000000000000;";

    private static byte[] key(String part) {
        return Names.keys(STREAM).get("hmfk".indexOf(part));
    }

    @Test
    void theKeysOfAStreamAreInOneSlotAndThoseOfOthersInOthers() {
        List<Stream> streams = IntStream.range(0, 20)
                .mapToObj(at -> new Stream("}{shop:" + at % 2, "%022d".formatted(at)))
                .toList();
        streams.forEach(stream -> store.append(stream, Parts.of(0, item(1))));

        assertThat(redis.operator.keys("*"))
                .hasSize(4 * streams.size())
                .allMatch(key -> key.matches("cqrs:\\{[A-Za-z0-9_-]{22}:[0-9]{22}}:[hmfk]"))
                .extracting(JedisClusterCRC16::getSlot)
                .satisfies(slots -> assertThat(slots.stream().distinct()).hasSizeBetween(15, streams.size()));
        for (Stream stream : streams) {
            assertThat(Names.keys(stream).stream()
                            .map(JedisClusterCRC16::getSlot)
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void nothingStaysForLongerThanWasSaid() {
        store.append(STREAM, Parts.of(0, item(1)));
        store.read(STREAM, listening("n2", Duration.ofDays(1)));
        store.append(STREAM, Parts.of(1, item(2)));
        assertThat(redis.operator.keys("*")).hasSize(4).allMatch(key -> lasts(key, KEPT));

        store.claim(STREAM, 1, "n2", KEPT.multipliedBy(2));

        assertThat(redis.operator.keys("*")).hasSize(4).allMatch(key -> lasts(key, KEPT.multipliedBy(2)));
    }

    private static boolean lasts(String key, Duration time) {
        long millis = redis.operator.pttl(key);
        return millis <= time.toMillis() && millis > time.minusMinutes(5).toMillis();
    }

    @Test
    void whatIsRemovedLeavesNoKey() {
        store.append(STREAM, Parts.of(0, item(1)));

        store.remove(STREAM, 1);

        assertThat(redis.operator.keys("*")).isEmpty();
    }

    @Test
    void aScriptThatTheServerHasForgottenIsSentAgain() {
        store.append(STREAM, Parts.of(0, item(1)));
        redis.operator.scriptFlush();

        assertThat(frames(store.read(STREAM, all()))).containsExactly("frame 1");
    }

    @Test
    void framesMayBeAnyBytes() {
        StringBuilder every = new StringBuilder();
        for (char at = 0; at < 256; at++) {
            every.append(at);
        }
        List<String> frames = List.of("", every.toString(), "\u0000\u0000", "\r\n$-1\r\n");

        store.append(
                STREAM,
                Parts.of(
                        0,
                        frames.stream()
                                .map(frame -> item(frame.getBytes(ISO_8859_1)))
                                .toArray(Entry[]::new)));

        assertThat(frames(store.read(STREAM, all()))).isEqualTo(frames);
    }

    @Test
    void aFrameMayBeLarge() {
        byte[] large = new byte[1 << 20];
        new Random(7).nextBytes(large);
        Bounds bounds = new Bounds(9, 3 << 20, 0, KEPT);

        for (int at = 0; at < 5; at++) {
            store.append(STREAM, Parts.of(bounds, at, item(large)));
        }

        Page page = store.read(STREAM, from(0, 2 << 20)).orElseThrow();
        assertThat(page.copy()).extracting(Copy::begin, Copy::end).containsExactly(2L, 5L);
        assertThat(page.entries()).hasSize(2).allMatch(entry -> Arrays.equals(entry.bytes(), large));
    }

    @Test
    void aPartMayBeOfThousands() {
        Entry[] entries = LongStream.range(0, 9_001).mapToObj(Parts::item).toArray(Entry[]::new);
        store.append(STREAM, Parts.of(0, entries));
        Copy copy = store.append(STREAM, Parts.of(new Bounds(4_000, 1L << 40, 2_500, KEPT), 9_001, item(9_001)));

        assertThat(copy.begin()).isEqualTo(5_002);
        assertThat(frames(store.read(STREAM, all())))
                .hasSize(4_000)
                .startsWith("frame 5002")
                .endsWith("frame 9001");
        assertThat(store.claim(STREAM, 1, "n2", KEPT).map(Claim::keys).orElseThrow())
                .hasSize(2_500)
                .startsWith("k6502")
                .endsWith("k9001");
        assertThat(redis.operator.llen(key("m"))).isEqualTo(4_000);
        assertThat(redis.operator.llen(key("f"))).isEqualTo(4_000);
        assertThat(redis.operator.llen(key("k"))).isEqualTo(2_500);
    }

    /** The first is as it is written: else the others would be nothing for another reason. */
    @Test
    void aHeadAsItIsWrittenIsRead() {
        store.append(STREAM, Parts.of(0, item(1), item(2)));
        redis.operator.set(key("h"), (HEAD + "n7:1:9000000000000000").getBytes(US_ASCII));

        Page page = store.read(STREAM, all()).orElseThrow();

        assertThat(frames(store.read(STREAM, all()))).containsExactly("frame 1", "frame 2");
        assertThat(page.copy().taken()).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "1;;;;;;;;;;;;;;;",
                "2;owner;1;n1;0;2;0;2;0;0;14;2;0;1700000000000000;9000000000000000;",
                "1;own er;1;n1;0;2;0;2;0;0;14;2;0;1700000000000000;9000000000000000;",
                "1;owner;-1;n1;0;2;0;2;0;0;14;2;0;1700000000000000;9000000000000000;",
                "1;owner;1.5;n1;0;2;0;2;0;0;14;2;0;1700000000000000;9000000000000000;",
                "1;owner;9007199254740992;n1;0;2;0;2;0;0;14;2;0;1700000000000000;9000000000000000;",
                "1;owner;1;;0;2;0;2;0;0;14;2;0;1700000000000000;9000000000000000;",
                "1;owner;1;n1;2;0;0;2;0;0;14;2;0;1700000000000000;9000000000000000;",
                "1;owner;1;n1;0;3;0;2;0;0;14;2;0;1700000000000000;9000000000000000;",
                "1;owner;1;n1;0;2;x;2;0;0;14;2;0;1700000000000000;9000000000000000;",
                "1;owner;1;n1;0;2;0;0x2;0;0;14;2;0;1700000000000000;9000000000000000;",
                "1;owner;1;n1;0;2;0;2;2147483648;0;14;2;0;1700000000000000;9000000000000000;",
                "1;owner;1;n1;0;2;0;2;0;2;14;2;0;1700000000000000;9000000000000000;",
                "1;owner;1;n1;0;2;0;2;0;0;-14;2;0;1700000000000000;9000000000000000;",
                "1;owner;1;n1;0;2;0;2;0;0;14;1;0;1700000000000000;9000000000000000;",
                "1;owner;1;n1;0;2;0;2;0;0;14;2;-1;1700000000000000;9000000000000000;",
                "1;owner;1;n1;0;2;0;2;0;0;14;2;0;9000000000000000;9000000000000000;",
                "1;owner;1;n1;0;2;0;2;0;0;14;2;0;1700000000000000;99999999999999999;",
                "1;owner;1;n1;0;2;0;2;0;0;14;2;0;1700000000000000;1700000000000000;",
                "1;owner;1;n1;0;2;0;2;0;0;14;2;0;1700000000000000;9000000000000000;n7",
                "1;owner;1;n1;0;2;0;2;0;0;14;2;0;1700000000000000;9000000000000000;n7:x:9000000000000000",
                "1;owner;1;n1;0;2;0;2;0;0;14;2;0;1700000000000000;9000000000000000;;",
                "\u0000\u0001\u00ff"
            })
    void aHeadThatCannotBeReadCountsAsMissing(String garbled) {
        store.append(STREAM, Parts.of(0, item(1), item(2)));
        redis.operator.set(key("h"), garbled.getBytes(ISO_8859_1));

        isMissing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "I", "X1;7", "I1;x", "I-1;7", "I1;7;", "I1;8", "I99999999999999999;7", "\u0000\u0001"})
    void aMarkThatCannotBeReadMakesTheCopyMissing(String garbled) {
        store.append(STREAM, Parts.of(0, item(1), item(2)));
        redis.operator.lset(key("m"), 0, garbled.getBytes(ISO_8859_1));

        assertThat(store.read(STREAM, all())).isEmpty();
        if (!garbled.equals("I1;8")) {
            Copy begun = store.append(STREAM, Parts.of(new Bounds(1, 1_000, 9, KEPT), 2, item(3)));
            assertThat(begun).extracting(Copy::begin, Copy::end).containsExactly(2L, 3L);
            assertThat(frames(store.read(STREAM, all()))).containsExactly("frame 3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "Ux", "key"})
    void aKeyThatCannotBeReadMakesTheCopyMissing(String garbled) {
        store.append(STREAM, Parts.of(0, item(1), item(2)));
        redis.operator.lset(key("k"), 0, garbled.getBytes(ISO_8859_1));

        assertThat(store.claim(STREAM, 1, "n2", KEPT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h", "m", "f", "k"})
    void whatWasEvictedInPartIsMissing(String part) {
        store.append(STREAM, Parts.of(0, item(1), item(2)));
        redis.operator.del(key(part));

        isMissing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h", "m", "f", "k"})
    void aValueOfAnotherTypeCountsAsMissing(String part) {
        store.append(STREAM, Parts.of(0, item(1), item(2)));
        redis.operator.del(key(part));
        redis.operator.sadd(key(part), key("h"));

        isMissing();
    }

    /** And a part begins another copy, of which nothing is left of it. */
    private void isMissing() {
        assertThat(store.read(STREAM, all())).isEmpty();
        assertThat(store.claim(STREAM, 1, "n2", KEPT)).isEmpty();
        store.remove(STREAM, 1);

        assertThat(store.append(STREAM, Parts.of(7, item(9))).begin()).isEqualTo(7);

        assertThat(frames(store.read(STREAM, all()))).containsExactly("frame 9");
        assertThat(store.claim(STREAM, 1, "n2", KEPT).map(Claim::keys)).contains(List.of("k9"));
        assertThat(redis.operator.keys("*")).hasSize(4).allMatch(key -> lasts(key, KEPT));
    }

    @Test
    void onlyWhoListensIsTold() throws InterruptedException {
        HeardStreams listens = new HeardStreams();
        HeardStreams listensNot = new HeardStreams();
        store.subscribe(STREAM.namespace(), "n2", listens);
        store.subscribe(STREAM.namespace(), "n3", listensNot);
        listens.next(HeardStreams.ALL);
        listensNot.next(HeardStreams.ALL);
        store.append(STREAM, Parts.of(0, item(1)));
        store.read(STREAM, listening("n2", KEPT));
        store.read(STREAM, listening("n3", KEPT));
        store.read(STREAM, listening("n3", Duration.ZERO));

        store.append(STREAM, Parts.of(1, item(2)));
        store.append(STREAM, Parts.of(1, item(2)));
        store.claim(STREAM, 1, "n4", KEPT);
        store.post(STREAM.namespace(), "post", KEPT);

        listens.next(STREAM.key());
        listens.next(STREAM.key());
        listens.next(HeardStreams.POSTED);
        listensNot.next(HeardStreams.POSTED);
    }

    @Test
    void aServerThatIsFullRefusesTheWhole() {
        Copy copy = store.append(STREAM, Parts.of(0, item(1), item(2)));
        Stream other = new Stream("shop", "other_________________");
        redis.operator.configSet("maxmemory", "1");
        try {
            for (Runnable step : List.<Runnable>of(
                    () -> store.append(STREAM, Parts.of(new Bounds(1, 1_000, 0, KEPT), 2, item(3))),
                    () -> store.append(STREAM, Parts.of(9, item(3))),
                    () -> store.append(other, Parts.of(0, item(1))),
                    () -> store.claim(STREAM, 1, "n2", KEPT),
                    () -> store.read(STREAM, listening("n2", KEPT)),
                    () -> store.beat("shop", "n1", KEPT, 0),
                    () -> store.post("shop", "post", KEPT))) {
                assertThatThrownBy(step::run)
                        .hasMessageStartingWith("CQRS01003")
                        .hasMessageContaining("more memory");
            }
            assertThat(store.read(STREAM, all()).map(Page::copy)).contains(copy);
        } finally {
            redis.operator.configSet("maxmemory", "0");
        }
        assertThat(store.append(STREAM, Parts.of(2, item(3))).end()).isEqualTo(3);
        assertThat(frames(store.read(STREAM, all()))).containsExactly("frame 1", "frame 2", "frame 3");
        assertThat(redis.operator.keys("*")).hasSize(4);
    }

    @Test
    void aPageHasWhatWasAskedForHoweverSizesVary() {
        Random random = new Random(5);
        Entry[] entries = IntStream.range(0, 300)
                .mapToObj(at -> item(new byte[random.nextInt(10) == 0 ? random.nextInt(5_000) : random.nextInt(20)]))
                .toArray(Entry[]::new);
        store.append(STREAM, Parts.of(BOUNDS, 0, entries));
        for (int round = 0; round < 100; round++) {
            int number = random.nextInt(entries.length);
            int most = 1 + random.nextInt(20_000);
            int expected = 1;
            int bytes = entries[number].bytes().length;
            while (number + expected < entries.length && bytes + entries[number + expected].bytes().length <= most) {
                bytes += entries[number + expected++].bytes().length;
            }

            Page page = store.read(STREAM, from(number, most)).orElseThrow();

            assertThat(page.number()).isEqualTo(number);
            assertThat(page.entries()).hasSize(expected);
            assertThat(page.entries().getLast().bytes()).hasSameSizeAs(entries[number + expected - 1].bytes());
        }
    }
}
