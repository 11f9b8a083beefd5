package org.cqrsjakarta.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.testkit.CircuitReports.CIRCUIT;
import static org.cqrsjakarta.testkit.CircuitReports.failing;
import static org.cqrsjakarta.testkit.CircuitReports.knowing;
import static org.cqrsjakarta.testkit.CircuitReports.quiet;
import static org.cqrsjakarta.testkit.CircuitReports.reset;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitLedger;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.cqrsjakarta.testkit.HeardCircuits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisCircuitStoreTest {

    /** Each is another text; as UTF-8 with replacements, as patterns or as parts of keys some would be the same. */
    private static final List<String> NAMES = List.of(
            "",
            " ",
            "a",
            "A",
            "a:b",
            "a}b",
            "}",
            "{a}",
            "{}",
            "*",
            "a\nb",
            "a\r\nb",
            "a\u0000b",
            "ä",
            "a\u0308",
            "?",
            "\ud800",
            "\udc00",
            "\ufffd",
            "\ud83d\ude00",
            "\\u0061",
            "\\",
            "a,b;c",
            "c:" + "x".repeat(5_000));

    private static TestRedis redis;

    private RedisCircuitStore store;

    @BeforeAll
    static void startRedis() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void open() {
        redis.operator.flushAll();
        store = redis.store();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "1",
                "1;;;;;;;;",
                "2;7;OPEN;0;0;;;;",
                "1;7;BROKEN;0;0;;;;",
                "1;-7;OPEN;0;0;;;;",
                "1;7.5;OPEN;0;0;;;;",
                "1;nan;OPEN;0;0;;;;",
                "1;4503599627370496;OPEN;0;0;;;;",
                "1;99999999999999999999;OPEN;0;0;;;;",
                "1;7;OPEN;0x10;0;;;;",
                "1;7;OPEN;-1;0;;;;",
                "1;7;OPEN;9007199254740992;0;;;;",
                "1;7;HALF_OPEN;0;-1;;;;",
                "1;7;HALF_OPEN;0;2147483648;;;;",
                "1;7;OPEN;0;0;;node;;",
                "1;7;OPEN;0;0;;node:1:GONE:0:0;;",
                "1;7;OPEN;0;0;;node:1:OPEN:0:2;;",
                "1;7;CLOSED;0;0;;node:1:OPEN:-1:0;;",
                "1;7;CLOSED;0;0;;node:9007199254740992:OPEN:0:0;;",
                "1;7;OPEN;0;0;;no de:1:OPEN:0:0;;",
                "1;7;CLOSED;0;0;;;node:-1;",
                "1;7;CLOSED;0;0;;;node;",
                "1;7;CLOSED;0;0;;;:1;",
                "1;7;OPEN;0;0;;;;token:1",
                "1;7;HALF_OPEN;0;0;;;;7.a.1:-9223372036854775808:-9223372036854775808",
                "1;7;OPEN;0;0;a b;;;",
                "1;7;OPEN;0;0;,;;;",
                "1;7;OPEN;0;0;;;;;more",
                "1;7;OPEN;0;0;;;",
                "{\"generation\":7}",
                "\u0000\u0001\u00ff"
            })
    void whatCannotBeReadCountsAsMissing(String garbled) {
        redis.operator.set(Names.key(CIRCUIT), garbled.getBytes(UTF_8));
        assertThat(CircuitLedger.read(garbled).text()).as("in Java").isEqualTo(new CircuitLedger().text());

        Shared shared = store.exchange(CIRCUIT, quiet("n1"));

        assertThat(shared)
                .isEqualTo(new Shared(
                        0,
                        CircuitState.CLOSED,
                        Duration.ZERO,
                        List.of(new CircuitStore.Node("n1", CircuitState.CLOSED))));
        assertThat(store.exchange(CIRCUIT, failing("n1")).state()).isEqualTo(CircuitState.OPEN);
    }

    @Test
    void aValueOfAnotherTypeCountsAsMissing() {
        redis.operator.lpush(Names.key(CIRCUIT), "x".getBytes(UTF_8));

        assertThat(store.exchange(CIRCUIT, quiet("n1")).generation()).isZero();
        assertThat(store.exchange(CIRCUIT, failing("n1")).generation()).isEqualTo(1);
    }

    @Test
    void nodesBringBackWhatWasFlushed() {
        Shared open = store.exchange(CIRCUIT, failing("n1"));
        redis.operator.flushAll();

        assertThat(store.exchange(CIRCUIT, quiet("n2")).generation()).isZero();
        Shared back = store.exchange(CIRCUIT, knowing("n1", open.generation(), CircuitState.OPEN));

        assertThat(back.generation()).isEqualTo(open.generation());
        assertThat(back.state()).isEqualTo(CircuitState.OPEN);
        assertThat(back.remaining()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void aScriptThatTheServerHasForgottenIsSentAgain() {
        store.exchange(CIRCUIT, failing("n1"));
        redis.operator.scriptFlush();

        assertThat(store.exchange(CIRCUIT, quiet("n2")).state()).isEqualTo(CircuitState.OPEN);
    }

    @Test
    void aLargeGenerationIsCountedExactly() {
        long large = CircuitStore.LARGEST_GENERATION / 2 - 3;

        store.exchange(CIRCUIT, knowing("n1", large, CircuitState.CLOSED));

        assertThat(store.exchange(CIRCUIT, quiet("n2")).generation()).isEqualTo(large);
        assertThat(store.exchange(CIRCUIT, reset("n1", large)).generation()).isEqualTo(large + 1);
    }

    @Test
    void whateverThingsAreCalledTheyHaveKeysOfTheirOwn() {
        long generation = 1;
        List<Circuit> circuits = new ArrayList<>();
        for (String namespace : NAMES) {
            for (String name : NAMES) {
                Circuit circuit = new Circuit(namespace, name);
                circuits.add(circuit);
                store.exchange(circuit, knowing("n1", generation++, CircuitState.CLOSED));
            }
        }

        long expected = 1;
        for (Circuit circuit : circuits) {
            assertThat(store.exchange(circuit, quiet("n2")).generation()).isEqualTo(expected++);
        }
        Set<String> keys = redis.operator.keys("*");
        assertThat(keys)
                .hasSize(NAMES.size() * NAMES.size())
                .allMatch(key -> key.matches("cqrs:\\{[A-Za-z0-9_-]{22}}:c:[A-Za-z0-9_-]{22}"));
        assertThat(keys.stream().map(key -> key.substring(0, key.indexOf('}'))).distinct())
                .hasSize(NAMES.size());
    }

    @Test
    void nothingStaysForEver() {
        store.exchange(CIRCUIT, quiet("n1"));
        store.lease(CIRCUIT, quiet("n1"), 1);

        assertThat(redis.operator.keys("*")).hasSize(1);
        assertThat(Duration.ofMillis(redis.operator.pttl(Names.key(CIRCUIT))))
                .isBetween(Duration.ofHours(26), Duration.ofHours(27));
    }

    @Test
    void changesAreToldWhateverTheCircuitIsCalled() throws InterruptedException {
        HeardCircuits heard = new HeardCircuits();
        try (RedisCircuitStore other = redis.store()) {
            other.subscribe("shop", heard);
            heard.next(HeardCircuits.ALL);
            for (String name : NAMES) {
                store.exchange(new Circuit("other", name), failing("n1"));
                store.exchange(new Circuit("shop", name), quiet("n1"));
                store.exchange(new Circuit("shop", name), failing("n1"));
                heard.next(name);
            }
        }
        assertThat(heard.nothingMore()).isTrue();
    }

    @Test
    void aListenerThatFailsIsToldTheNext() throws InterruptedException {
        HeardCircuits heard = new HeardCircuits();
        CircuitStore.Listener failing = new CircuitStore.Listener() {
            @Override
            public void changed(String circuit) {
                heard.changed(circuit);
                throw new IllegalStateException("as planned");
            }

            @Override
            public void allMayHaveChanged() {
                heard.allMayHaveChanged();
                throw new IllegalStateException("as planned");
            }
        };
        store.subscribe("shop", failing);
        heard.next(HeardCircuits.ALL);
        store.exchange(new Circuit("shop", "a"), failing("n1"));
        heard.next("a");
        store.exchange(new Circuit("shop", "b"), failing("n1"));
        heard.next("b");
    }
}
