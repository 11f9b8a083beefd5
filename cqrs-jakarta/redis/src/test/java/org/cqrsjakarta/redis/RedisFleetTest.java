package org.cqrsjakarta.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import org.cqrsjakarta.internal.store.FleetHistories;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import redis.clients.jedis.Protocol;

class RedisFleetTest extends FleetHistories {

    private static TestRedis redis;
    private static RedisCircuitStore store;

    RedisFleetTest() {
        super(60);
    }

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
        store = redis.store();
    }

    @AfterAll
    static void stop() {
        store.close();
        redis.close();
    }

    @Override
    protected CircuitStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        Ages.addToAll(redis.operator, time);
    }

    /** What a restart leaves: neither keys nor scripts nor connections. */
    @Override
    protected void lose(Circuit circuit) {
        redis.command(Protocol.Command.FLUSHALL);
        redis.command(Protocol.Command.SCRIPT, "FLUSH");
        redis.command(Protocol.Command.CLIENT, "KILL", "TYPE", "normal");
        redis.operator.getPool().clear();
    }

    @Override
    protected void garble(Circuit circuit) {
        redis.operator.set(Names.key(circuit), "1;7;HALF_OPEN;x;;".getBytes(US_ASCII));
    }
}
