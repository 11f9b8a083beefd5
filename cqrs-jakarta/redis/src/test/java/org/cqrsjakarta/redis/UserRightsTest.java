package org.cqrsjakarta.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.redis.Parts.KEPT;
import static org.cqrsjakarta.redis.Parts.STREAM;
import static org.cqrsjakarta.testkit.CircuitReports.CIRCUIT;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cqrsjakarta.spi.StreamStore.Bounds;
import org.cqrsjakarta.testkit.CircuitReports;
import org.cqrsjakarta.testkit.HeardCircuits;
import org.cqrsjakarta.testkit.HeardStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** Of a user of the access control list. */
class UserRightsTest {

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
    void clear() {
        redis.operator.flushAll();
    }

    private static URI user(String... rights) {
        List<String> user = new ArrayList<>(List.of("SETUSER", "shop", "reset", "on", ">p@ss", "resetchannels"));
        user.addAll(List.of(rights));
        redis.command(Command.ACL, user.toArray(String[]::new));
        return URI.create(redis.uri().toString().replace("redis://", "redis://shop:p%40ss@") + "/1");
    }

    @Test
    void areWhatTheMessageSaysNoMoreAndNoLess() throws InterruptedException {
        URI uri = user(RedisServer.NEEDED.split(" "));
        redis.command(Command.CONFIG, "RESETSTAT");
        try (RedisCircuitStore circuits = TestRedis.store(uri, TestRedis.TIMEOUT);
                RedisStreamStore streams = TestRedis.streams(uri, TestRedis.TIMEOUT)) {
            HeardCircuits heard = new HeardCircuits();
            circuits.subscribe(CIRCUIT.namespace(), heard);
            heard.next(HeardCircuits.ALL);
            circuits.exchange(CIRCUIT, CircuitReports.failing("n1"));
            heard.next(CIRCUIT.name());
            HeardStreams heardOfStreams = new HeardStreams();
            streams.subscribe(STREAM.namespace(), "n2", heardOfStreams);
            heardOfStreams.next(HeardStreams.ALL);
            allSteps(streams);
            heardOfStreams.next(STREAM.key());
        }

        Set<String> called = Pattern.compile("cmdstat_([a-z]+)")
                .matcher(redis.operator.info("commandstats"))
                .results()
                .map(found -> "+" + found.group(1))
                .collect(Collectors.toSet());
        // Everybody may say hello; the rest is of this test.
        called.removeAll(Set.of("+hello", "+config", "+info"));
        assertThat(called)
                .isEqualTo(Arrays.stream(RedisServer.NEEDED.split(" "))
                        .filter(right -> right.startsWith("+"))
                        .collect(Collectors.toSet()));
    }

    private static void allSteps(RedisStreamStore streams) {
        Bounds one = new Bounds(1, 1_000, 1, KEPT);
        streams.append(STREAM, Parts.of(one, 0, Parts.item(1)));
        streams.read(STREAM, Parts.listening("n2", KEPT));
        streams.append(STREAM, Parts.of(one, 1, Parts.item(2)));
        streams.claim(STREAM, 1, "n2", KEPT);
        streams.remove(STREAM, 2);
        streams.post(STREAM.namespace(), "post", KEPT);
        streams.beat(STREAM.namespace(), "n2", KEPT, 0);
        streams.beat(STREAM.namespace(), "n2", Duration.ZERO, 1);
    }

    @Test
    void areWhatTheDocumentsSay() throws IOException {
        Path documents = Path.of(System.getProperty("basedir", "."), "..", "..", "docs", "production.md");
        List<String> lines = Files.readAllLines(documents).stream()
                .filter(line -> line.startsWith("ACL SETUSER"))
                .toList();
        assertThat(lines).containsExactly("ACL SETUSER shop on >password resetchannels " + RedisServer.NEEDED);

        redis.command(Command.ACL, "DELUSER", "shop");
        redis.command(Command.ACL, lines.getFirst().substring("ACL ".length()).split(" "));
        URI uri = URI.create(redis.uri().toString().replace("redis://", "redis://shop:password@"));
        try (RedisStreamStore streams = TestRedis.streams(uri, TestRedis.TIMEOUT)) {
            assertThat(streams.append(STREAM, Parts.of(0, Parts.item(1))).end()).isEqualTo(1);
        }
    }

    @Test
    void thatAreMissingAreNamed() {
        List<String[]> tooFew = List.of(
                "~other:* &cqrs:* +@all".split(" "),
                "~cqrs:* &cqrs:* +get".split(" "),
                "~cqrs:* &cqrs:* +select +eval +evalsha +get +set +time +publish +subscribe".split(" "),
                RedisServer.NEEDED.replace(" +rpush", "").split(" "));
        for (String[] rights : tooFew) {
            try (RedisStreamStore streams = TestRedis.streams(user(rights), TestRedis.TIMEOUT)) {
                assertThatThrownBy(() -> streams.append(STREAM, Parts.of(0, Parts.item(1))))
                        .hasMessageStartingWith("CQRS01003")
                        .hasMessageContaining("the user needs " + RedisServer.NEEDED);
            }
            redis.operator.flushAll();
        }
    }

    @Test
    void whoMayNotPublishMayAppend() {
        URI uri = user(RedisServer.NEEDED.replace(" +publish", "").split(" "));
        try (RedisStreamStore streams = TestRedis.streams(uri, TestRedis.TIMEOUT)) {
            streams.append(STREAM, Parts.of(0, Parts.item(1)));
            streams.read(STREAM, Parts.listening("n2", KEPT));

            assertThat(streams.append(STREAM, Parts.of(1, Parts.item(2))).end()).isEqualTo(2);
            streams.post(STREAM.namespace(), "post", KEPT);
        }
    }
}
