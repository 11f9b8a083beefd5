package org.cqrsjakarta.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.testkit.CircuitStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisContractTest extends CircuitStoreContract {

    private static TestRedis redis;
    private static RedisCircuitStore store;

    RedisContractTest() {
        super(Duration.ofMinutes(1));
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

    /** Everything that is written becomes of later. */
    @Override
    protected boolean setsBack(Duration time) {
        pass(time.negated());
        return true;
    }

    @Override
    protected void lose(Circuit circuit) {
        redis.operator.del(Names.key(circuit));
    }

    @Override
    protected void garble(Circuit circuit) {
        redis.operator.set(Names.key(circuit), "1;7;OPEN;nonsense".getBytes(StandardCharsets.US_ASCII));
    }
}
