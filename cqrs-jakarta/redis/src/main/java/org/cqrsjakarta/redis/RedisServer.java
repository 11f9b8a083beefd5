package org.cqrsjakarta.redis;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** How to connect to a server. Everything that is waited for has an end. */
final class RedisServer {

    /** What a user of the access control list must be allowed, for both stores. */
    static final String NEEDED =
            "~cqrs:* &cqrs:* +eval +evalsha +get +set +time +publish +subscribe +select +llen +lrange"
                    + " +ltrim +rpush +pexpire +unlink +zadd +zrangebyscore +zremrangebyscore";

    /** The last two are what a script is told, by Redis 6.2 and by Redis 7. */
    private static final List<String> REFUSALS =
            List.of("NOAUTH", "NOPERM", "The user executing the script", "ACL failure in script");

    private final RedisSettings settings;
    private final HostAndPort place;
    private final JedisClientConfig rules;

    RedisServer(RedisSettings settings) {
        this.settings = settings;
        RedisAddress address = settings.address();
        place = new HostAndPort(address.host(), address.port());
        DefaultJedisClientConfig.Builder builder = DefaultJedisClientConfig.builder()
                .resp2()
                .timeoutMillis(Math.toIntExact(settings.timeout().toMillis()))
                .user(address.user())
                .password(address.password())
                .database(address.database())
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (address.tls()) {
            builder.sslOptions(settings.tls().options());
        }
        rules = builder.build();
    }

    HostAndPort place() {
        return place;
    }

    /** A pool that connects when it is first asked, and has neither threads nor MBeans. */
    RedisClient client(HostAndPort where) {
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setJmxEnabled(false);
        pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
        pool.setMaxTotal(settings.connections());
        pool.setMaxIdle(settings.connections());
        pool.setMaxWait(settings.timeout());
        return RedisClient.builder()
                .hostAndPort(where)
                .clientConfig(rules)
                .poolConfig(pool)
                .connectionProvider(new PooledConnectionProvider(new Connections(where, rules), pool))
                .build();
    }

    /** A connection by itself, which is there when this returns. */
    Connection connect() {
        return new Connections(place, rules).create();
    }

    /** Whether an answer did not come in time, rather than never. */
    static boolean isTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** What to do about what the server has said; empty if it is not known. */
    static String remedy(Throwable failure) {
        String said = String.valueOf(failure.getMessage());
        if (failure instanceof JedisAccessControlException || REFUSALS.stream().anyMatch(said::contains)) {
            return "; check user and password in 'cqrs.redis.uri': the user needs " + NEEDED;
        }
        if (said.contains("READONLY")) {
            return "; 'cqrs.redis.uri' must name the primary";
        }
        if (failure instanceof JedisDataException && said.contains("OOM")) {
            return "; give it more memory, or a policy that evicts";
        }
        return "";
    }

    @Override
    public String toString() {
        return settings.address().toString();
    }
}
