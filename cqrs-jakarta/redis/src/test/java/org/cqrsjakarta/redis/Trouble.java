package org.cqrsjakarta.redis;

import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** What happens to a server, or on the way to it. */
enum Trouble {
    STOPPED {
        @Override
        void begin(TroubledRedis redis) {
            redis.stop();
        }

        @Override
        void end(TroubledRedis redis) {
            redis.startEmpty();
        }
    },
    PAUSED {
        @Override
        void begin(TroubledRedis redis) {
            // Scripts, subscriptions to come and hints; whoever says that it is over is heard.
            redis.server().command(Command.CLIENT, "PAUSE", "3600000", "WRITE");
        }

        @Override
        void end(TroubledRedis redis) {
            redis.server().command(Command.CLIENT, "UNPAUSE");
        }
    },
    READ_ONLY {
        @Override
        void begin(TroubledRedis redis) {
            redis.server().command(Command.REPLICAOF, "127.0.0.1", "1");
        }

        @Override
        void end(TroubledRedis redis) {
            redis.server().command(Command.REPLICAOF, "NO", "ONE");
        }
    },
    FULL {
        @Override
        void begin(TroubledRedis redis) {
            redis.server().operator.configSet("maxmemory", "1");
        }

        @Override
        void end(TroubledRedis redis) {
            redis.server().operator.configSet("maxmemory", "0");
        }
    },
    CUT_IN_MID_REPLY {
        @Override
        void begin(TroubledRedis redis) {
            redis.way().now(BadWay.Does.CUT);
        }

        @Override
        void end(TroubledRedis redis) {
            redis.way().now(BadWay.Does.FORWARD);
        }
    },
    GARBLED_ANSWERS {
        @Override
        void begin(TroubledRedis redis) {
            redis.way().now(BadWay.Does.GARBLE);
        }

        @Override
        void end(TroubledRedis redis) {
            redis.way().now(BadWay.Does.FORWARD);
        }
    },
    FLUSHED {
        @Override
        void begin(TroubledRedis redis) {
            redis.server().operator.flushAll();
        }

        @Override
        void end(TroubledRedis redis) {}
    },
    GARBLED_VALUES {
        @Override
        void begin(TroubledRedis redis) {
            RedisClient operator = redis.server().operator;
            operator.keys("*").forEach(key -> operator.set(key, "1;garbled;-1"));
        }

        @Override
        void end(TroubledRedis redis) {}
    };

    abstract void begin(TroubledRedis redis);

    abstract void end(TroubledRedis redis);
}
