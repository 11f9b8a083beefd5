package org.cqrsjakarta.redis;

import java.time.Duration;
import org.cqrsjakarta.internal.sse.MovingClients;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.StreamStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisMovingClientsTest extends MovingClients {

    private static TestRedis redis;
    private static RedisStreamStore store;

    RedisMovingClientsTest() {
        super(40);
    }

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
        store = redis.streams();
    }

    @AfterAll
    static void stop() {
        store.close();
        redis.close();
    }

    @Override
    protected StreamStore emptyStore(ManualTime time) {
        redis.operator.flushAll();
        return store;
    }

    @Override
    protected void pass(Duration time) {
        Ages.addToAll(redis.operator, time);
    }
}
