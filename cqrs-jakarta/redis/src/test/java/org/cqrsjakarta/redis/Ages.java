package org.cqrsjakarta.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** Redis has a clock that nobody turns, so what it has written becomes older; by a negative time it becomes of later. */
final class Ages {

    private static final int DIGITS = 16;
    private static final Pattern TIME = Pattern.compile("(?<![0-9])[0-9]{16}(?![0-9])");

    private Ages() {}

    static void addToAll(RedisClient operator, Duration time) {
        operator.keys("cqrs:*").forEach(key -> add(operator, key, time));
    }

    static void add(RedisClient operator, String key, Duration time) {
        switch (operator.type(key)) {
            case "string" ->
                operator.set(
                        key,
                        TIME.matcher(operator.get(key)).replaceAll(written -> older(written.group(), time)),
                        SetParams.setParams().keepTtl());
            case "zset" -> operator.zrange(key, 0, -1).forEach(node -> operator.zincrby(key, -micros(time), node));
            case "list" -> {
                if (key.endsWith(":p")) {
                    addToPosts(operator, key.getBytes(ISO_8859_1), time);
                }
            }
            default -> {}
        }
    }

    private static void addToPosts(RedisClient operator, byte[] key, Duration time) {
        List<byte[]> posts = operator.lrange(key, 0, -1);
        long expires = operator.pttl(key);
        operator.del(key);
        operator.rpush(
                key,
                posts.stream()
                        .map(post -> new String(post, ISO_8859_1))
                        .map(post -> older(post.substring(0, DIGITS), time) + post.substring(DIGITS))
                        .map(post -> post.getBytes(ISO_8859_1))
                        .toArray(byte[][]::new));
        operator.pexpire(key, expires);
    }

    private static String older(String written, Duration time) {
        return Long.toString(Long.parseLong(written) - micros(time));
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }
}
