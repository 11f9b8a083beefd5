package org.cqrsjakarta.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.testkit.CircuitReports.CIRCUIT;
import static org.cqrsjakarta.testkit.CircuitReports.failing;
import static org.cqrsjakarta.testkit.CircuitReports.quiet;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.testkit.CircuitReports;
import org.cqrsjakarta.testkit.Fault;
import org.cqrsjakarta.testkit.FaultProxy;
import org.cqrsjakarta.testkit.HeardCircuits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Protocol.Command;

/** A server that is away, slow, full, or not willing; a network that cuts. Nothing hangs, and all of it comes back by itself. */
@Timeout(60)
class BadServerTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    private static TestRedis redis;

    @BeforeAll
    static void startRedis() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @AfterEach
    void makeGood() {
        redis.operator.flushAll();
    }

    @Test
    void aConnectionThatIsCutInMidReplyIsMadeAgainOnce() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(redis.address());
                RedisCircuitStore store = TestRedis.store(proxy.through(redis.uri()), TestRedis.TIMEOUT)) {
            proxy.next(Fault.reset().after(10));
            assertThat(store.exchange(CIRCUIT, failing("n1")).state()).isEqualTo(CircuitState.OPEN);

            assertThat(proxy.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aPartThatIsCutInMidReplyIsTakenOnce() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(redis.address());
                RedisStreamStore streams = TestRedis.streams(proxy.through(redis.uri()), TestRedis.TIMEOUT)) {
            proxy.next(Fault.reset().after(10));
            assertThat(streams.append(Parts.STREAM, Parts.of(0, Parts.item(1), Parts.item(2)))
                            .end())
                    .isEqualTo(2);

            assertThat(proxy.accepted()).isEqualTo(2);
            assertThat(Parts.frames(streams.read(Parts.STREAM, Parts.all()))).containsExactly("frame 1", "frame 2");
        }
    }

    @Test
    void twoThatAreCutAreAFailure() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(redis.address());
                RedisCircuitStore store = TestRedis.store(proxy.through(redis.uri()), TestRedis.TIMEOUT)) {
            proxy.next(Fault.reset().after(10));
            proxy.next(Fault.reset().after(10));

            assertThatThrownBy(() -> store.exchange(CIRCUIT, quiet("n1"))).hasMessageStartingWith("CQRS01003");
            assertThat(store.exchange(CIRCUIT, quiet("n1")).generation()).isZero();
        }
    }

    @Test
    void connectionsThatWereCutMeanwhileAreNoFailure() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(redis.address());
                RedisCircuitStore store = TestRedis.store(proxy.through(redis.uri()), TestRedis.TIMEOUT)) {
            store.exchange(CIRCUIT, quiet("n1"));
            proxy.now(Fault.reset());

            assertThat(store.exchange(CIRCUIT, failing("n1")).generation()).isEqualTo(1);
        }
    }

    @Test
    void silenceEndsInTime() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(redis.address());
                RedisCircuitStore store = TestRedis.store(proxy.through(redis.uri()), SHORT)) {
            proxy.next(Fault.silence());
            long before = System.nanoTime();

            assertThatThrownBy(() -> store.exchange(CIRCUIT, quiet("n1"))).hasMessageStartingWith("CQRS01003");

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(SHORT, SHORT.multipliedBy(10));
            assertThat(store.exchange(CIRCUIT, quiet("n1")).generation()).isZero();
        }
    }

    @Test
    void noServerIsAFailureAtOnceAndListeningWaits() throws InterruptedException {
        int port = TestRedis.freePort();
        HeardCircuits heard = new HeardCircuits();
        try (RedisCircuitStore store = TestRedis.store(TestRedis.uri(port), TestRedis.TIMEOUT)) {
            store.subscribe("shop", heard);
            assertThatThrownBy(() -> store.exchange(CIRCUIT, quiet("n1")))
                    .hasMessageStartingWith("CQRS01003")
                    .hasMessageContaining("redis://127.0.0.1:" + port + "/0");
            assertThat(heard.nothingMore()).isTrue();
        }
        assertThat(ownThreads()).isZero();
    }

    @Test
    void whoListensIsToldWhenTheConnectionIsBack() throws Exception {
        HeardCircuits heard = new HeardCircuits();
        try (FaultProxy proxy = FaultProxy.to(redis.address());
                RedisCircuitStore store = redis.store();
                RedisCircuitStore listening = TestRedis.store(proxy.through(redis.uri()), TestRedis.TIMEOUT)) {
            listening.subscribe(CIRCUIT.namespace(), heard);
            heard.next(HeardCircuits.ALL);

            proxy.refuseConnections();
            proxy.now(Fault.reset());
            store.exchange(CIRCUIT, failing("n1"));
            proxy.acceptConnections();
            heard.next(HeardCircuits.ALL);

            store.exchange(CIRCUIT, CircuitReports.reset("n1", 1));
            heard.next(CIRCUIT.name());
        }
    }

    @Test
    void aWrongPasswordIsToldWithoutIt() {
        try (TestRedis closed = TestRedis.start("requirepass right");
                RedisCircuitStore wrong = TestRedis.store(withUser(closed, ":wr0ng"), TestRedis.TIMEOUT);
                RedisCircuitStore none = closed.store();
                RedisCircuitStore right = TestRedis.store(withUser(closed, ":right"), TestRedis.TIMEOUT)) {
            assertThatThrownBy(() -> wrong.exchange(CIRCUIT, quiet("n1")))
                    .hasMessageStartingWith("CQRS01003")
                    .hasMessageContaining("check user and password")
                    .hasMessageNotContaining("wr0ng");
            assertThatThrownBy(() -> none.exchange(CIRCUIT, quiet("n1")))
                    .hasMessageContaining("check user and password");
            assertThat(right.exchange(CIRCUIT, quiet("n1")).generation()).isZero();
        }
    }

    @Test
    void aReplicaThatMayNotBeWrittenIsAFailure() {
        try (RedisCircuitStore store = redis.store();
                RedisStreamStore streams = redis.streams()) {
            redis.command(Command.REPLICAOF, "127.0.0.1", "1");
            try {
                for (Runnable step : List.<Runnable>of(
                        () -> streams.append(Parts.STREAM, Parts.of(0, Parts.item(1))),
                        () -> streams.beat("shop", "n1", Parts.KEPT, 0),
                        () -> streams.post("shop", "post", Parts.KEPT))) {
                    assertThatThrownBy(step::run).hasMessageContaining("must name the primary");
                }
                assertThatThrownBy(() -> store.exchange(CIRCUIT, failing("n1")))
                        .hasMessageStartingWith("CQRS01003")
                        .hasMessageContaining("must name the primary");
            } finally {
                redis.command(Command.REPLICAOF, "NO", "ONE");
            }
            assertThat(store.exchange(CIRCUIT, failing("n1")).generation()).isEqualTo(1);
        }
    }

    @Test
    void aFullServerIsAFailure() {
        try (RedisCircuitStore store = redis.store()) {
            redis.operator.configSet("maxmemory", "1");
            try {
                assertThatThrownBy(() -> store.exchange(CIRCUIT, failing("n1")))
                        .hasMessageStartingWith("CQRS01003")
                        .hasMessageContaining("more memory");
            } finally {
                redis.operator.configSet("maxmemory", "0");
            }
            assertThat(store.exchange(CIRCUIT, failing("n1")).generation()).isEqualTo(1);
        }
    }

    @Test
    void aWrongDatabaseIsAFailureAndAnotherOneIsApart() {
        try (RedisCircuitStore wrong = TestRedis.store(URI.create(redis.uri() + "/99"), TestRedis.TIMEOUT);
                RedisCircuitStore first = redis.store();
                RedisCircuitStore second = TestRedis.store(URI.create(redis.uri() + "/1"), TestRedis.TIMEOUT)) {
            assertThatThrownBy(() -> wrong.exchange(CIRCUIT, quiet("n1"))).hasMessageStartingWith("CQRS01003");

            first.exchange(CIRCUIT, failing("n1"));
            assertThat(second.exchange(CIRCUIT, quiet("n1")).generation()).isZero();
        }
    }

    @Test
    void twoStoresLeaveNothingBehind() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(redis.address())) {
            HeardCircuits heard = new HeardCircuits();
            RedisCircuitStore one = TestRedis.store(proxy.through(redis.uri()), TestRedis.TIMEOUT);
            RedisCircuitStore other = TestRedis.store(proxy.through(redis.uri()), TestRedis.TIMEOUT);
            one.subscribe("shop", heard);
            heard.next(HeardCircuits.ALL);
            other.subscribe("shop", heard);
            heard.next(HeardCircuits.ALL);
            one.exchange(CIRCUIT, quiet("n1"));
            other.exchange(CIRCUIT, quiet("n1"));
            assertThat(ownThreads()).isEqualTo(2);

            one.close();
            other.close();
            other.close();

            assertThat(ownThreads()).isZero();
            proxy.awaitOpen(0);
            assertThatThrownBy(() -> one.exchange(CIRCUIT, quiet("n1"))).hasMessageStartingWith("CQRS01005");
            assertThatThrownBy(() -> one.subscribe("shop", heard)).hasMessageStartingWith("CQRS01005");
        }
    }

    @Test
    void aListenerMayCloseItsSubscription() throws InterruptedException {
        HeardCircuits heard = new HeardCircuits();
        try (RedisCircuitStore store = redis.store()) {
            var subscription = new AutoCloseable[1];
            var told = new CountDownLatch(1);
            subscription[0] = store.subscribe("shop", new CircuitStore.Listener() {
                @Override
                public void changed(String circuit) {
                    heard.changed(circuit);
                    close();
                    told.countDown();
                }

                @Override
                public void allMayHaveChanged() {
                    heard.allMayHaveChanged();
                }

                private void close() {
                    try {
                        subscription[0].close();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }
            });
            heard.next(HeardCircuits.ALL);
            store.exchange(CIRCUIT, failing("n1"));
            heard.next(CIRCUIT.name());
            told.await();
            store.exchange(CIRCUIT, CircuitReports.reset("n1", 1));
        }
        assertThat(heard.nothingMore()).isTrue();
    }

    private static URI withUser(TestRedis server, String user) {
        return URI.create(server.uri().toString().replace("redis://", "redis://" + user + "@"));
    }

    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cqrs-redis")
                        || thread.getName().contains("commons-pool"))
                .count();
    }
}
