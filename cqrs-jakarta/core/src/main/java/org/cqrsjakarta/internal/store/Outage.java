package org.cqrsjakarta.internal.store;

import java.util.HashSet;
import java.util.Set;

/** Says once that the store is away, and once that it is back, however many circuits notice. */
final class Outage {

    private final String node;
    private final String poll;
    private final Set<String> apart = new HashSet<>();
    private boolean over;

    /** Creates that of one node. */
    Outage(String node, StoreRules rules) {
        this.node = node;
        this.poll = rules.poll().toString();
    }

    synchronized void begins(String circuit, String failure) {
        if (apart.add(circuit) && apart.size() == 1 && !over) {
            StoreLog.LOG.away(failure, circuit, poll);
        }
    }

    synchronized void ends(String circuit) {
        if (apart.remove(circuit) && apart.isEmpty() && !over) {
            StoreLog.LOG.back(node);
        }
    }

    /** Nothing is said any more: the application stops. */
    synchronized void silence() {
        over = true;
    }
}
