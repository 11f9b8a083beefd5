package org.cqrsjakarta.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * Has steps run where their keys are: at the server of the settings, or, in a cluster, at the one that this names. All keys of
 * a step are in one slot. Thread-safe.
 */
final class RedisNodes implements AutoCloseable {

    private final RedisServer server;
    private final Map<HostAndPort, RedisClient> clients = new ConcurrentHashMap<>();

    /** By slot, those that are not at the server of the settings. */
    private final Map<Integer, HostAndPort> homes = new ConcurrentHashMap<>();

    RedisNodes(RedisServer server) {
        this.server = server;
    }

    /** One that has moved meanwhile is followed once; one whose home is gone is asked for again. */
    @Nullable
    Object run(Step step) {
        HostAndPort home = homes.isEmpty() ? null : homes.get(step.slot());
        try {
            return runAt(home, step);
        } catch (JedisMovedDataException e) {
            homes.put(step.slot(), e.getTargetNode());
            return runAt(e.getTargetNode(), step);
        } catch (JedisConnectionException e) {
            if (home != null) {
                homes.values().removeIf(home::equals);
            }
            throw e;
        }
    }

    /** A connection that has been cut meanwhile is noticed only now; and then its neighbours are gone, too. */
    private @Nullable Object runAt(@Nullable HostAndPort home, Step step) {
        RedisClient client = clients.computeIfAbsent(home == null ? server.place() : home, server::client);
        try {
            return step.run(client);
        } catch (JedisConnectionException e) {
            client.getPool().clear();
            if (RedisServer.isTimeout(e)) {
                throw e;
            }
            return step.run(client);
        }
    }

    /** Answers do not belong to their steps any more: none of these connections is used again. */
    void distrust() {
        clients.values().forEach(client -> client.getPool().clear());
    }

    /** Nothing is run any more after this. */
    @Override
    public void close() {
        clients.values().forEach(RedisClient::close);
    }
}
