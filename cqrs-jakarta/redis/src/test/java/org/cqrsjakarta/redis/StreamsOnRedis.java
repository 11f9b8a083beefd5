package org.cqrsjakarta.redis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A store of streams on a server of the class's own, empty before each test. */
abstract class StreamsOnRedis {

    static TestRedis redis;

    RedisStreamStore store;

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
        store = redis.streams();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
