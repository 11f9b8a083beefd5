package org.cqrsjakarta.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitLedger;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.CircuitStore.Lease;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Rules;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.cqrsjakarta.spi.CircuitStore.Verdict;
import org.junit.jupiter.api.Test;

/** The script beside the rules in Java: the same answers to thousands of seeded steps. */
class LedgerAgreementTest {

    private static final int HISTORIES = Integer.getInteger("histories", 40);
    private static final int STEPS = 60;
    private static final Duration LITTLE = Duration.ofMinutes(5);

    @Test
    void theScriptAndTheLedgerAgree() {
        Map<CircuitState, Integer> seen = new EnumMap<>(CircuitState.class);
        int leases = 0;
        try (TestRedis redis = TestRedis.start();
                RedisCircuitStore store = redis.store()) {
            for (int seed = 0; seed < HISTORIES; seed++) {
                History history = new History(redis, store, seed);
                history.run(seen);
                leases += history.tokens.size() - 1;
            }
        }
        // Else the histories would not try what they are for.
        assertThat(seen.values()).hasSize(3).allMatch(steps -> steps > 3 * HISTORIES);
        assertThat(leases).isGreaterThan(2 * HISTORIES);
    }

    private static final class History {

        private static final CircuitState[] STATES = CircuitState.values();

        private final TestRedis redis;
        private final RedisCircuitStore store;
        private final int seed;
        private final Random random;
        private final Circuit circuit;
        private final CircuitLedger ledger = new CircuitLedger();
        private final List<String> tokens = new ArrayList<>(List.of("1.n1.7"));
        private final long[] outcomes = new long[5];
        private Rules rules;
        private long micros = 1_800_000_000_000_000L;
        private Shared last = new Shared(0, CircuitState.CLOSED, Duration.ZERO, List.of());

        History(TestRedis redis, RedisCircuitStore store, int seed) {
            this.redis = redis;
            this.store = store;
            this.seed = seed;
            random = new Random(seed);
            circuit = new Circuit("agreement", "seed " + seed);
            rules = rules();
        }

        private Rules rules() {
            int volume = 1 + random.nextInt(8);
            return new Rules(
                    volume,
                    1 + random.nextInt(volume),
                    random.nextInt(3) == 0 ? Duration.ZERO : Duration.ofHours(1),
                    1 + random.nextInt(3),
                    Duration.ofHours(2),
                    random.nextInt(4),
                    Duration.ofHours(3));
        }

        void run(Map<CircuitState, Integer> seen) {
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(4) == 0) {
                    pass(Duration.ofMinutes(20L + 40L * random.nextInt(4)));
                }
                if (random.nextInt(12) == 0) {
                    rules = rules();
                }
                String where = "seed " + seed + ", step " + step;
                Report report = report(1 + random.nextInt(4));
                switch (random.nextInt(3)) {
                    case 0 -> same(where, store.exchange(circuit, report), ledger.exchange(report, micros));
                    case 1 -> {
                        // Some calls are sent again.
                        long number = random.nextInt(2) == 0 ? random.nextInt(2) : random.nextInt(1_000_000);
                        Lease given = store.lease(circuit, report, number);
                        Lease expected = ledger.lease(report, number, micros);
                        assertThat(given.token()).as(where).isEqualTo(expected.token());
                        given.token().ifPresent(tokens::add);
                        same(where, given.shared(), expected.shared());
                    }
                    default -> {
                        String token = anyToken();
                        Verdict verdict = Verdict.values()[random.nextInt(3)];
                        same(
                                where,
                                store.settle(circuit, report, token, verdict),
                                ledger.settle(report, token, verdict, micros));
                    }
                }
                seen.merge(last.state(), 1, Integer::sum);
            }
        }

        private Report report(int node) {
            CircuitState state = last.state();
            long generation = last.generation();
            switch (random.nextInt(12)) {
                case 0 -> generation = Math.max(0, generation - 1);
                case 1 -> {
                    generation += 1 + random.nextInt(3);
                    state = STATES[random.nextInt(3)];
                }
                default -> {}
            }
            outcomes[node] = random.nextInt(20) == 0 ? 0 : outcomes[node] + random.nextInt(4);
            int latest = (int) Math.min(Math.min(outcomes[node], rules.volume()), random.nextInt(6));
            StringBuilder told = new StringBuilder();
            for (int at = 0; at < latest; at++) {
                told.append(random.nextBoolean() ? 'F' : 'S');
            }
            return new Report(
                    "n" + node,
                    rules,
                    generation,
                    state,
                    Duration.ofMinutes(random.nextInt(90)),
                    STATES[random.nextInt(3)],
                    random.nextInt(8) == 0,
                    outcomes[node],
                    told.toString(),
                    random.nextBoolean() ? List.of() : List.of(anyToken()),
                    random.nextInt(25) == 0);
        }

        /** A recent one, as a rule. */
        private String anyToken() {
            int back = random.nextInt(Math.min(tokens.size(), 1 + random.nextInt(6)));
            return tokens.get(tokens.size() - 1 - back);
        }

        /** Redis has a clock that nobody turns, so everything that it has written becomes older. */
        private void pass(Duration time) {
            micros += time.toNanos() / 1_000;
            Ages.add(redis.operator, new String(Names.key(circuit), US_ASCII), time);
        }

        private void same(String where, Shared shared, Shared expected) {
            assertThat(shared.generation()).as(where).isEqualTo(expected.generation());
            assertThat(shared.state()).as(where).isEqualTo(expected.state());
            assertThat(shared.nodes()).as(where).isEqualTo(expected.nodes());
            assertThat(shared.remaining().minus(expected.remaining()).abs())
                    .as(where)
                    .isLessThan(LITTLE);
            last = shared;
        }
    }
}
