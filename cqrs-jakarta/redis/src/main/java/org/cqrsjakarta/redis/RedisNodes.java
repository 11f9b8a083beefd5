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
 * a namespace are at one. Thread-safe.
 */
final class RedisNodes implements AutoCloseable {

    private final RedisServer server;
    private final CircuitScript script = new CircuitScript();
    private final Map<HostAndPort, RedisClient> clients = new ConcurrentHashMap<>();

    /** By namespace, those that are not at the server of the settings. */
    private final Map<String, HostAndPort> homes = new ConcurrentHashMap<>();

    RedisNodes(RedisServer server) {
        this.server = server;
    }

    /** One that has moved meanwhile is followed once; one whose home is gone is asked for again. */
    Object run(String namespace, CircuitStep step) {
        HostAndPort home = homes.get(namespace);
        try {
            return runAt(home, step);
        } catch (JedisMovedDataException e) {
            homes.put(namespace, e.getTargetNode());
            return runAt(e.getTargetNode(), step);
        } catch (JedisConnectionException e) {
            if (home != null) {
                homes.remove(namespace, home);
            }
            throw e;
        }
    }

    /** A connection that has been cut meanwhile is noticed only now; and then its neighbours are gone, too. */
    private Object runAt(@Nullable HostAndPort home, CircuitStep step) {
        RedisClient client = clients.computeIfAbsent(home == null ? server.place() : home, server::client);
        try {
            return script.run(client, step);
        } catch (JedisConnectionException e) {
            client.getPool().clear();
            if (RedisServer.isTimeout(e)) {
                throw e;
            }
            return script.run(client, step);
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
