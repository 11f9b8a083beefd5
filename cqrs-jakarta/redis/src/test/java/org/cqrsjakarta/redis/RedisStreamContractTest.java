package org.cqrsjakarta.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamStore;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.cqrsjakarta.testkit.StreamStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisStreamContractTest extends StreamStoreContract {

    private static TestRedis redis;
    private static RedisStreamStore store;

    RedisStreamContractTest() {
        super(Duration.ofMinutes(1));
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
    protected StreamStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        Ages.addToAll(redis.operator, time);
    }

    @Override
    protected boolean setsBack(Duration time) {
        pass(time.negated());
        return true;
    }

    @Override
    protected void lose(String namespace) {
        redis.operator.keys("cqrs:{" + StoredName.digest(namespace) + "*").forEach(redis.operator::del);
    }

    @Override
    protected void garble(Stream stream) {
        redis.operator.set(Names.keys(stream).getFirst(), "1;owner;nonsense".getBytes(US_ASCII));
    }

    @Override
    protected int histories() {
        return 200;
    }
}
