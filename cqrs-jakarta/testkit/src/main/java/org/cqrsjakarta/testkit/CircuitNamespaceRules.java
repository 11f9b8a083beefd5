package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.junit.jupiter.api.Test;

/** Circuits that have nothing to do with each other. */
abstract class CircuitNamespaceRules extends CircuitRules {

    CircuitNamespaceRules(CircuitStoreContract contract) {
        super(contract);
    }

    @Test
    void twoNamespacesNeverSeeEachOther() {
        List<Circuit> others = List.of(
                new Circuit(circuit.namespace() + ":c", "Live"),
                new Circuit(circuit.namespace() + ":", "Live"),
                new Circuit(circuit.namespace(), "live"),
                new Circuit(circuit.namespace(), ":Live"),
                new Circuit(circuit.namespace() + "*", "Live"),
                new Circuit(circuit.namespace() + "{x}", "Li'v;e\n\u00e9\u0000"));
        open();

        for (Circuit other : others) {
            Peer peer = new Peer("one");
            peer.circuit = other;
            assertThat(peer.asks())
                    .as(other.toString())
                    .extracting(Shared::generation)
                    .isEqualTo(0L);
            peer.tells("FFFF");
        }
        assertThat(one.asks().generation()).isEqualTo(1);
    }
}
