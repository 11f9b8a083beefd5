package org.cqrsjakarta.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.cqrsjakarta.spi.StreamStore.Beat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisBoardTest extends StreamsOnRedis {

    private static final Duration LIVE = Duration.ofMinutes(30);
    private static final String SHOP = "shop";

    private static byte[] key(String part) {
        return Names.board(SHOP).get("bnp".indexOf(part));
    }

    @Test
    void aDayAfterTheLastOfItNothingIsLeft() {
        store.post(SHOP, "one", Duration.ofDays(2));
        store.beat(SHOP, "n1", LIVE, 0);

        assertThat(redis.operator.keys("*"))
                .hasSize(3)
                .allMatch(key -> key.matches("cqrs:\\{[A-Za-z0-9_-]{22}}:[bnp]"))
                .allSatisfy(key -> assertThat(Duration.ofMillis(redis.operator.pttl(key)))
                        .isBetween(Duration.ofDays(3).minusMinutes(5), Duration.ofDays(3)));
    }

    @Test
    void aNumberIsNotGivenAgainWhileNobodyPosts() {
        store.post(SHOP, "one", LIVE);
        Ages.addToAll(redis.operator, LIVE);
        assertThat(store.beat(SHOP, "n1", LIVE, 0)).isEqualTo(new Beat(List.of("n1"), 1, List.of()));

        store.post(SHOP, "two", LIVE);

        assertThat(store.beat(SHOP, "n1", LIVE, 1).posts()).containsExactly("two");
        assertThat(redis.operator.llen(key("p"))).as("the first is dropped").isEqualTo(1);
    }

    @Test
    void manyThatAreOverAreDroppedAtOnce() {
        IntStream.range(0, 200).forEach(at -> store.post(SHOP, "post " + at, LIVE));
        Ages.addToAll(redis.operator, LIVE);

        store.post(SHOP, "last", LIVE);

        assertThat(redis.operator.llen(key("p"))).isEqualTo(1);
        assertThat(store.beat(SHOP, "n1", LIVE, 200)).isEqualTo(new Beat(List.of("n1"), 201, List.of("last")));
    }

    @Test
    void onlyTextThatCanBeReadIsPosted() {
        for (String bad : List.of("\u00e4", "a\n", "\u007f", "x".repeat(257))) {
            assertThatThrownBy(() -> store.post(SHOP, bad, LIVE)).isInstanceOf(IllegalArgumentException.class);
        }
        store.post(SHOP, "", LIVE);
        store.post(SHOP, "1".repeat(256), LIVE);

        assertThat(store.beat(SHOP, "n1", LIVE, 0).posts()).containsExactly("", "1".repeat(256));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "2;1;0;1700000000000000;1700000000000000",
                "1;-1;0;1700000000000000;1700000000000000",
                "1;4503599627370496;0;1700000000000000;1700000000000000",
                "1;1;x;1700000000000000;1700000000000000",
                "1;1;0;9000000000000000;9000000000000000",
                "1;1;0;1700000000000000",
                "1;0;0;1700000000000000;1700000000000000",
                "1;1;0;1700000000000000;1700000000000000;"
            })
    void whatCannotBeReadCountsAsMissing(String garbled) {
        store.beat(SHOP, "n1", LIVE, 0);
        store.post(SHOP, "one", LIVE);
        redis.operator.set(key("b"), garbled.getBytes(US_ASCII));

        beginsAnew();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "n", "p"})
    void aValueOfAnotherTypeCountsAsMissing(String part) {
        store.beat(SHOP, "n1", LIVE, 0);
        store.post(SHOP, "one", LIVE);
        redis.operator.del(key(part));
        redis.operator.sadd(key(part), key(part));

        beginsAnew();
    }

    private void beginsAnew() {
        assertThat(store.beat(SHOP, "n2", LIVE, 7)).isEqualTo(new Beat(List.of("n2"), 0, List.of()));
        store.post(SHOP, "two", LIVE);
        assertThat(store.beat(SHOP, "n1", LIVE, 7)).isEqualTo(new Beat(List.of("n1", "n2"), 1, List.of("two")));
    }

    @Test
    void postsThatWereEvictedLeaveTheNumbers() {
        store.post(SHOP, "one", LIVE);
        redis.operator.del(key("p"));
        store.post(SHOP, "two", LIVE);

        assertThat(store.beat(SHOP, "n1", LIVE, 0)).isEqualTo(new Beat(List.of("n1"), 2, List.of("two")));
    }

    @Test
    void nonsenseAmongPostsAndNodesIsLeftOut() {
        store.beat(SHOP, "n1", LIVE, 0);
        store.post(SHOP, "one", LIVE);
        store.post(SHOP, "two", LIVE);
        store.post(SHOP, "three", LIVE);
        redis.operator.lset(key("p"), 0, "nonsense".getBytes(US_ASCII));
        redis.operator.lset(key("p"), 1, "9000000000000000\u00ff".getBytes(ISO_8859_1));
        redis.operator.zadd(key("n"), Double.POSITIVE_INFINITY, "for-ever".getBytes(US_ASCII));
        redis.operator.zadd(key("n"), 2e15, "no node".getBytes(US_ASCII));

        assertThat(store.beat(SHOP, "n2", LIVE, 0)).isEqualTo(new Beat(List.of("n1", "n2"), 3, List.of("three")));
    }
}
