package org.cqrsjakarta.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * What a script is called with.
 *
 * @param name      of the step, for people
 * @param script    that takes it
 * @param keys      all that it touches, in one slot
 * @param arguments in the order in which the script has them
 */
record Step(String name, Script script, List<byte[]> keys, List<byte[]> arguments) {

    private static final int NANOS = 1_000;

    /** Such that the script's numbers, which are doubles, count a time of day and this exactly. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Where it is in a cluster. */
    int slot() {
        return JedisClusterCRC16.getSlot(keys.getFirst());
    }

    @Nullable
    Object run(UnifiedJedis client) {
        return script.run(client, keys, arguments);
    }

    /** Texts as arguments, to which others can be added. */
    static List<byte[]> texts(Object... values) {
        return Arrays.stream(values)
                .map(value -> value.toString().getBytes(StandardCharsets.UTF_8))
                .collect(ArrayList::new, List::add, List::addAll);
    }

    static long micros(Duration duration) {
        return bounded(duration).toNanos() / NANOS;
    }

    static Duration bounded(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
    }

    static Duration ofMicros(long micros) {
        return Duration.ofNanos(Math.multiplyExact(micros, NANOS));
    }
}
