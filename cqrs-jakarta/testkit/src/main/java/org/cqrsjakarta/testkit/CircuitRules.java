package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.OPEN;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.CircuitStore.Lease;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Rules;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.cqrsjakarta.spi.CircuitStore.Verdict;

/** Some of the {@link CircuitStoreContract}: each test has a namespace and a circuit of its own. */
abstract class CircuitRules {

    static final int VOLUME = 4;
    static final int FAILURES = 2;

    final CircuitStoreContract contract;
    final Duration delay;
    final Duration lease;
    final Duration nodeTimeout;
    final Circuit circuit = new Circuit("contract-" + UUID.randomUUID(), "Live");
    final Rules rules;
    final Peer one;
    final Peer two;

    CircuitRules(CircuitStoreContract contract) {
        this.contract = contract;
        delay = contract.unit.multipliedBy(4);
        lease = contract.unit.multipliedBy(6);
        nodeTimeout = contract.unit.multipliedBy(9);
        rules = rules(1, 0);
        one = new Peer("one");
        two = new Peer("two");
    }

    CircuitStore store() {
        return contract.store();
    }

    final Rules rules(int successes, int quorum) {
        return rules(VOLUME, delay, successes, quorum);
    }

    final Rules rules(int volume, Duration delay, int successes, int quorum) {
        return new Rules(volume, FAILURES, delay, successes, lease, quorum, nodeTimeout);
    }

    /** A node, and what it knows. */
    final class Peer {

        private final String id;
        private Rules rules = CircuitRules.this.rules;
        Circuit circuit = CircuitRules.this.circuit;
        Shared known = new Shared(0, CLOSED, Duration.ZERO, List.of());
        boolean tripped;
        boolean reset;
        private long outcomes;
        String latest = "";
        List<String> probes = List.of();
        long number;

        Peer(String id) {
            this.id = id;
        }

        Peer by(Rules own) {
            rules = own;
            return this;
        }

        Report report() {
            return new Report(
                    id,
                    rules,
                    known.generation(),
                    known.state(),
                    known.remaining(),
                    known.state(),
                    tripped,
                    outcomes,
                    latest,
                    probes,
                    reset);
        }

        /** Tells of further outcomes, and goes where the others are. */
        Shared tells(String more) {
            outcomes += more.length();
            latest = more;
            return asks();
        }

        Shared asks() {
            return learns(store().exchange(circuit, report()));
        }

        Shared learns(Shared shared) {
            if (shared.generation() != known.generation()) {
                outcomes = 0;
                latest = "";
                tripped = false;
            }
            known = shared;
            return shared;
        }

        Optional<String> leases() {
            Lease lease = store().lease(circuit, report(), ++number);
            learns(lease.shared());
            return lease.token();
        }

        Shared settles(String token, Verdict verdict) {
            return learns(store().settle(circuit, report(), token, verdict));
        }
    }

    void open() {
        one.tells("SSFF");
        assertThat(one.known.state()).isEqualTo(OPEN);
        two.asks();
    }

    /** HALF_OPEN, with the first token. */
    String probe() {
        open();
        contract.pass(delay);
        return one.leases().orElseThrow();
    }
}
