package org.cqrsjakarta.redis;

import java.io.IOException;

/** A server to which things happen, and the way of one node to it; all others have a good one. */
final class TroubledRedis implements AutoCloseable {

    private final int port = TestRedis.freePort();
    private TestRedis server = new TestRedis(port);
    private final BadWay way;

    TroubledRedis() throws IOException {
        way = new BadWay(server.address());
    }

    TestRedis server() {
        return server;
    }

    BadWay way() {
        return way;
    }

    void stop() {
        server.close();
    }

    /** On the same port. */
    void startEmpty() {
        server = new TestRedis(port);
    }

    @Override
    public void close() throws IOException {
        way.close();
        server.close();
    }
}
