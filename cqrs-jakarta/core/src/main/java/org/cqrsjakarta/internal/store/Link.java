package org.cqrsjakarta.internal.store;

import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.Time;

/**
 * One node's way to its store.
 *
 * @param store     where circuits are shared
 * @param namespace of the application
 * @param node      id of this node
 * @param rules     what configuration says
 * @param calls     have it asked
 * @param time      the application's clock
 * @param outage    is told what becomes of the calls
 */
record Link(
        CircuitStore store,
        String namespace,
        String node,
        StoreRules rules,
        StoreCalls calls,
        Time time,
        Outage outage) {}
