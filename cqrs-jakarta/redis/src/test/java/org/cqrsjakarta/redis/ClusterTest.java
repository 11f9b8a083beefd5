package org.cqrsjakarta.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.testkit.CircuitReports.failing;
import static org.cqrsjakarta.testkit.CircuitReports.quiet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.cqrsjakarta.testkit.HeardCircuits;
import org.cqrsjakarta.testkit.HeardStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

/** Two servers that have half of the slots each. */
@Timeout(60)
class ClusterTest {

    private static final int SLOTS = 16_384;
    private static final int NAMESPACES = 8;
    private static final int STREAMS = 12;

    @TempDir
    private Path directory;

    @Test
    void whicheverServerIsNamedItsOwnAndTheOthersKeysAreFound() throws InterruptedException {
        try (TestRedis one = start("one");
                TestRedis other = start("other")) {
            give(one, 0, SLOTS / 2);
            give(other, SLOTS / 2, SLOTS);
            one.command(
                    Command.CLUSTER,
                    "MEET",
                    "127.0.0.1",
                    Integer.toString(other.address().getPort()));
            awaitAgreement(one);
            awaitAgreement(other);

            try (RedisStreamStore first = one.streams();
                    RedisStreamStore second = other.streams()) {
                for (int at = 0; at < STREAMS; at++) {
                    Stream stream = new Stream("shop", "%022d".formatted(at));
                    first.append(stream, Parts.of(0, Parts.item(at)));
                    second.read(stream, Parts.listening("n2", Parts.KEPT));
                    assertThat(first.append(stream, Parts.of(1, Parts.item(7))).taken())
                            .hasValue(0);
                    assertThat(Parts.frames(second.read(stream, Parts.all())))
                            .containsExactly("frame " + at, "frame 7");
                }
                HeardStreams heard = new HeardStreams();
                second.subscribe("shop", "n3", heard);
                heard.next(HeardStreams.ALL);
                Stream listened = new Stream("shop", "%022d".formatted(0));
                second.read(listened, Parts.listening("n3", Parts.KEPT));
                first.append(listened, Parts.of(2, Parts.item(8)));
                heard.next(listened.key());
                first.post("shop", "post", Parts.KEPT);
                heard.next(HeardStreams.POSTED);
                assertThat(second.beat("shop", "n2", Parts.KEPT, 0).posts()).containsExactly("post");
            }
            assertThat(one.operator.dbSize()).as("streams are on both").isBetween(8L, 4L * STREAMS - 8);
            one.operator.flushAll();
            other.operator.flushAll();

            try (RedisCircuitStore first = one.store();
                    RedisCircuitStore second = other.store()) {
                for (int at = 0; at < NAMESPACES; at++) {
                    Circuit circuit = new Circuit("shop " + at, "LivePrices");
                    HeardCircuits heard = new HeardCircuits();
                    second.subscribe(circuit.namespace(), heard);
                    heard.next(HeardCircuits.ALL);

                    assertThat(first.exchange(circuit, failing("n1")).generation())
                            .isEqualTo(1);
                    assertThat(second.exchange(circuit, quiet("n2")).state()).isEqualTo(CircuitState.OPEN);
                    heard.next(circuit.name());
                }
            }
            assertThat(one.operator.dbSize()).isBetween(1L, NAMESPACES - 1L);
            assertThat(one.operator.dbSize() + other.operator.dbSize()).isEqualTo(NAMESPACES);
        }
    }

    private TestRedis start(String name) {
        return new TestRedis(
                TestRedis.freeClusterPort(),
                "cluster-enabled yes",
                "cluster-config-file " + directory.resolve(name + ".conf"));
    }

    private static void give(TestRedis server, int from, int to) {
        List<String> arguments = new ArrayList<>(List.of("ADDSLOTS"));
        for (int slot = from; slot < to; slot++) {
            arguments.add(Integer.toString(slot));
        }
        server.command(Command.CLUSTER, arguments.toArray(String[]::new));
    }

    /** The servers tell each other by themselves. */
    private static void awaitAgreement(TestRedis server) throws InterruptedException {
        while (!server.command(Command.CLUSTER, "INFO").contains("cluster_state:ok")
                || server.command(Command.CLUSTER, "NODES").lines().count() < 2) {
            Thread.sleep(20);
        }
    }
}
