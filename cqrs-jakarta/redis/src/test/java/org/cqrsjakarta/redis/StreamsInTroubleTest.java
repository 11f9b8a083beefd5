package org.cqrsjakarta.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Page;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Streams go on whatever becomes of their store, and other nodes find them when it is well again.
 *
 * <p>That nobody waits for a bad store longer than it is said is judged by order and by counts: what was given has arrived
 * before the trouble is over, and a stream has asked in vain once, and once more for each poll. It waits for what it has
 * asked, for {@code cqrs.store.timeout} at the most, and for nothing else.
 */
@Timeout(120)
class StreamsInTroubleTest {

    private static final int STREAMS = 30;
    private static final int BEFORE = 20;
    private static final int MEANWHILE = 200;
    private static final int POLLS_MEANWHILE = 2;
    private static final int AFTERWARDS = 250;
    private static final int IN_A_ROUND = 10;

    private static final Duration USUAL_TIMEOUT = Duration.ofMillis(50);
    private static final Duration USUAL_REDIS_TIMEOUT = Duration.ofMillis(500);

    private final String test = Integer.toHexString(System.identityHashCode(this)) + "-";
    private TroubledRedis redis;
    private NumbersNode node;
    private WatchedStore store;
    private List<NumbersClient> clients = List.of();

    @BeforeEach
    void start() throws IOException {
        redis = new TroubledRedis();
    }

    @AfterEach
    void stop() throws IOException {
        clients.forEach(client -> Numbers.end(client.name()));
        try {
            if (node != null) {
                node.close();
            }
        } finally {
            redis.close();
        }
    }

    private static NumbersNode node(URI uri, Duration timeout, Duration redisTimeout) {
        return NumbersNode.start(uri, "journal", timeout, redisTimeout);
    }

    @ParameterizedTest
    @EnumSource
    void noStreamFailsOrWaitsAndAllAreThereAgainAfterwards(Trouble trouble) {
        begin(USUAL_REDIS_TIMEOUT);
        given(1, BEFORE);
        awaitCopies(BEFORE);
        awaitNothingUnderWay();
        store.mostInVain();
        trouble.begin(redis);

        int half = (BEFORE + MEANWHILE) / 2;
        given(BEFORE + 1, half);
        IntStream.range(0, POLLS_MEANWHILE).forEach(poll -> node.poll(List.of(node)));
        given(half + 1, MEANWHILE);

        assertThat(store.mostInVain()).as("parts in vain").isLessThanOrEqualTo(1 + POLLS_MEANWHILE);
        trouble.end(redis);
        awaitAllCopiesWithinAPoll(MEANWHILE);
        given(MEANWHILE + 1, AFTERWARDS);
        awaitCopies(AFTERWARDS);
        someMove();
        completeAsEver();
    }

    /** Its client gives up much later than the streams: they go on although none has an answer, and have theirs by itself. */
    @Test
    void nobodyWaitsForAnAnswerThatDoesNotCome() {
        begin(NumbersNode.LONGEST);
        given(1, BEFORE);
        awaitCopies(BEFORE);
        awaitNothingUnderWay();
        store.mostInVain();
        Trouble.PAUSED.begin(redis);

        given(BEFORE + 1, MEANWHILE);

        assertThat(store.underWay()).as("parts without an answer").isPositive();
        assertThat(store.mostInVain()).as("parts of one stream").isEqualTo(1);
        Trouble.PAUSED.end(redis);
        awaitCopies(MEANWHILE);
        someMove();
        completeAsEver();
    }

    /** Nothing more comes in those streams that would have them written again. */
    @ParameterizedTest
    @EnumSource(names = {"STOPPED", "FLUSHED", "GARBLED_VALUES"})
    void streamsThatAreSilentAreThereAgainWhenTheStoreHasLostEverything(Trouble trouble) {
        begin(USUAL_REDIS_TIMEOUT);
        given(1, BEFORE);
        awaitCopies(BEFORE);
        trouble.begin(redis);
        trouble.end(redis);

        awaitAllCopiesWithinAPoll(BEFORE);
        someMove();
        completeAsEver();
    }

    private void begin(Duration redisTimeout) {
        node = node(redis.way().uri(), USUAL_TIMEOUT, redisTimeout);
        store = node.store();
        clients = IntStream.range(0, STREAMS)
                .mapToObj(at -> test + at)
                .map(node::client)
                .toList();
    }

    /** Has them in rounds, each of which is with all clients before the next begins. */
    private void given(int from, int to) {
        for (int round = from; round <= to; round += IN_A_ROUND) {
            int last = Math.min(round + IN_A_ROUND - 1, to);
            for (int number = round; number <= last; number++) {
                for (NumbersClient client : clients) {
                    Numbers.give(client.name(), number);
                }
            }
            until(() -> all(client -> client.has(last)), () -> last + " is not with " + lacking(last));
        }
    }

    private boolean all(Predicate<NumbersClient> condition) {
        return clients.stream().allMatch(condition);
    }

    private List<String> lacking(int number) {
        return clients.stream()
                .filter(client -> !client.has(number))
                .map(client -> client.name() + " at " + client.lastId() + ", " + client.others())
                .toList();
    }

    /** Time goes by meanwhile. */
    private void until(BooleanSupplier condition, Supplier<String> what) {
        NumbersNode.until(List.of(node), condition, what);
    }

    private long position(RedisStreamStore reader, NumbersClient client) {
        Stream stream = new Stream(NumbersNode.NAMESPACE, StoredName.digest(client.address()));
        return reader.read(stream, new Reading(0, 0, "test", Duration.ZERO))
                .map(Page::copy)
                .map(Copy::position)
                .orElse(-1L);
    }

    /** The good way. */
    private void awaitCopies(int position) {
        try (RedisStreamStore reader = redis.server().streams()) {
            until(
                    () -> all(client -> position(reader, client) == position),
                    () -> "At the store: "
                            + clients.stream()
                                    .map(client -> position(reader, client))
                                    .toList());
        }
    }

    private void awaitAllCopiesWithinAPoll(int position) {
        // What was asked before is over: its failure has nothing to do with what is asked now.
        awaitNothingUnderWay();
        node.comesToAPoll();
        awaitCopies(position);
    }

    private void awaitNothingUnderWay() {
        until(() -> store.underWay() == 0, () -> store.underWay() + " calls have no answer");
    }

    /** Every other one goes on with its stream on another node. */
    private void someMove() {
        // There it does not matter what a late answer costs.
        try (NumbersNode other = node(redis.server().uri(), NumbersNode.LONGEST, NumbersNode.LONGEST)) {
            List<NumbersClient> moving = IntStream.range(0, STREAMS)
                    .filter(at -> at % 2 == 0)
                    .mapToObj(clients::get)
                    .toList();
            List<NumbersClient> moved = moving.stream()
                    .map(client -> other.client(client.name(), client.lastId().orElseThrow()))
                    .toList();
            int last = clients.getFirst().items().size() + 1;
            clients.forEach(client -> {
                Numbers.give(client.name(), last);
                Numbers.end(client.name());
            });
            long begin = System.nanoTime();
            while (moved.stream().anyMatch(client -> client.completed().isEmpty())) {
                other.poll(List.of(node));
                assertThat(System.nanoTime() - begin)
                        .as("too long: %s, and here %s", moved, clients)
                        .isLessThan(NumbersNode.LONGEST.toNanos());
            }
            assertThat(moved).allSatisfy(client -> {
                assertThat(client.items()).containsExactly(last);
                assertThat(client.others()).containsExactly("resumed");
            });
        }
    }

    private void completeAsEver() {
        until(() -> all(client -> !client.completed().isEmpty()), () -> "Not all have come to their end");
        assertThat(clients).allSatisfy(client -> {
            int last = client.items().size();
            assertThat(client.items())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, last).boxed().toList());
            assertThat(client.others()).isEmpty();
            assertThat(client.completed()).containsExactly("{\"items\":" + last + ",\"steps\":[\"Live\"]}");
        });
    }
}
