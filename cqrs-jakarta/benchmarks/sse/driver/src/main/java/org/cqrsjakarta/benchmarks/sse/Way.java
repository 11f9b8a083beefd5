package org.cqrsjakarta.benchmarks.sse;

import java.io.IOException;

/**
 * One way of delivering a stream.
 *
 * @param who    in the table
 * @param server which process does it
 * @param path   where it answers, without the query
 */
record Way(String who, RunningServer server, String path) {

    EventReader open(String query, int patienceMillis) throws IOException {
        return new EventReader(server.port(), path + "?" + query, patienceMillis);
    }
}
