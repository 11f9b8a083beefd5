package org.cqrsjakarta.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that have moved to another node go on when the store between the nodes is well again; those that have not never
 * wait for it.
 */
@Timeout(120)
class FollowersInTroubleTest {

    private static final int STREAMS = 30;
    private static final int BEFORE = 20;
    private static final int FOLLOWED = 40;
    private static final int MEANWHILE = 200;
    private static final int AFTERWARDS = 250;
    private static final int IN_A_ROUND = 10;
    private static final Duration REDIS_TIMEOUT = Duration.ofMillis(500);
    private static final int LOOKS_AT_A_POLL = 500;

    private final String test = Integer.toHexString(System.identityHashCode(this)) + "-";
    private TroubledRedis redis;
    private NumbersNode producer;
    private NumbersNode follower;
    private List<NumbersNode> nodes;
    private List<NumbersClient> staying;
    private List<Moved> moved = List.of();

    /** One client on the other node, which comes back when its response is over before its stream is. */
    private final class Moved {

        private final List<NumbersClient> responses = new ArrayList<>();

        Moved(NumbersClient from) {
            responses.add(follower.client(from.name(), from.lastId().orElseThrow()));
        }

        boolean has(int number) {
            return responses.getLast().has(number);
        }

        boolean isComplete() {
            NumbersClient last = responses.getLast();
            if (last.isOver() && last.completed().isEmpty()) {
                responses.add(follower.client(last.name(), lastId()));
            }
            return !responses.getLast().completed().isEmpty();
        }

        private String lastId() {
            return responses.reversed().stream()
                    .map(NumbersClient::lastId)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow();
        }

        List<Integer> items() {
            return responses.stream().flatMap(one -> one.items().stream()).toList();
        }

        Stream<String> others() {
            return responses.stream().flatMap(one -> one.others().stream());
        }

        @Override
        public String toString() {
            return responses.toString();
        }
    }

    @BeforeEach
    void start() throws IOException {
        redis = new TroubledRedis();
        URI uri = redis.way().uri();
        producer = NumbersNode.start(uri, "follow", NumbersNode.LONGEST, REDIS_TIMEOUT);
        follower = NumbersNode.start(uri, "follow", NumbersNode.LONGEST, REDIS_TIMEOUT);
        nodes = List.of(producer, follower);
        staying = IntStream.range(0, STREAMS)
                .mapToObj(at -> producer.client(test + at))
                .toList();
    }

    @AfterEach
    void stop() throws IOException {
        staying.forEach(client -> Numbers.end(client.name()));
        follower.close();
        producer.close();
        redis.close();
    }

    @ParameterizedTest
    @EnumSource
    void whoHasMovedGoesOnAfterwardsAndWhoHasNotDoesNotWait(Trouble trouble) {
        given(1, BEFORE);
        moved = IntStream.range(0, STREAMS)
                .filter(at -> at % 2 == 0)
                .mapToObj(at -> new Moved(staying.get(at)))
                .toList();
        given(BEFORE + 1, FOLLOWED);
        pollUntil(() -> moved.stream().allMatch(client -> client.has(FOLLOWED)), "they follow");
        trouble.begin(redis);

        given(FOLLOWED + 1, MEANWHILE);
        nodes.forEach(node -> node.poll(nodes));

        trouble.end(redis);
        given(MEANWHILE + 1, AFTERWARDS);
        staying.forEach(client -> Numbers.end(client.name()));
        until(() -> staying.stream().noneMatch(client -> client.completed().isEmpty()), "all are complete");
        pollUntil(
                () -> moved.stream()
                        .filter(client -> !client.isComplete())
                        .findAny()
                        .isEmpty(),
                "they have, too");
        assertThat(staying).allSatisfy(client -> {
            assertThat(client.items()).isEqualTo(numbers(1));
            assertThat(client.others()).isEmpty();
        });
        assertThat(moved).allSatisfy(client -> {
            assertThat(client.items()).isEqualTo(numbers(BEFORE + 1));
            assertThat(client.others()).containsOnly("resumed");
        });
    }

    private static List<Integer> numbers(int first) {
        return IntStream.rangeClosed(first, AFTERWARDS).boxed().toList();
    }

    /** In rounds, each of which is with all clients that have stayed before the next begins. */
    private void given(int from, int to) {
        for (int round = from; round <= to; round += IN_A_ROUND) {
            int last = Math.min(round + IN_A_ROUND - 1, to);
            for (int number = round; number <= last; number++) {
                int next = number;
                staying.forEach(client -> Numbers.give(client.name(), next));
            }
            until(() -> staying.stream().allMatch(client -> client.has(last)), last + " is with all");
        }
    }

    private void until(BooleanSupplier condition, String what) {
        NumbersNode.until(nodes, condition, () -> "not so: " + what + "; " + staying);
    }

    /** Nodes ask the store at a poll for what they were not told in time: by as many of them as it takes. */
    private void pollUntil(BooleanSupplier condition, String what) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            nodes.forEach(node -> node.poll(nodes));
            AtomicInteger looks = new AtomicInteger();
            until(() -> condition.getAsBoolean() || looks.incrementAndGet() > LOOKS_AT_A_POLL, what);
            assertThat(System.nanoTime() - begin)
                    .as("too long until %s; moved: %s", what, moved)
                    .isLessThan(NumbersNode.LONGEST.toNanos());
        }
    }
}
