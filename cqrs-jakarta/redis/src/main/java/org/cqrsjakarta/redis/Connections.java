package org.cqrsjakarta.redis;

import java.io.IOException;
import java.net.Socket;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Makes connections, also for a pool. The client's own way leaves the socket open when the greeting is answered by what is no
 * answer to it.
 */
final class Connections extends BasePooledObjectFactory<Connection> {

    private final HostAndPort place;
    private final JedisClientConfig rules;

    Connections(HostAndPort place, JedisClientConfig rules) {
        this.place = place;
        this.rules = rules;
    }

    /** Of one connection. */
    private static final class Sockets extends DefaultJedisSocketFactory {

        private @Nullable Socket last;

        Sockets(HostAndPort place, JedisClientConfig rules) {
            super(place, rules);
        }

        @Override
        public Socket createSocket() {
            last = super.createSocket();
            return last;
        }

        void close() {
            if (last != null) {
                try {
                    last.close();
                } catch (IOException e) {
                    // It is gone, then.
                }
            }
        }
    }

    @Override
    public Connection create() {
        Sockets sockets = new Sockets(place, rules);
        try {
            Connection connection = new Connection(sockets, rules);
            connection.connect();
            return connection;
        } catch (JedisException e) {
            sockets.close();
            throw e;
        } catch (RuntimeException e) {
            sockets.close();
            throw new JedisConnectionException("The server does not greet as Redis does", e);
        }
    }

    @Override
    public PooledObject<Connection> wrap(Connection connection) {
        return new DefaultPooledObject<>(connection);
    }

    @Override
    public void destroyObject(PooledObject<Connection> pooled) {
        pooled.getObject().disconnect();
    }
}
