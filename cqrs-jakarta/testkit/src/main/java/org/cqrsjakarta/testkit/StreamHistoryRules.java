package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Five nodes and one stream in random histories: nodes that pause, are cut off, start again, or are thought lost while they are
 * only slow; calls that come late, answers that are lost; a clock that jumps, and a store that loses everything.
 */
abstract class StreamHistoryRules extends StreamRules {

    /** From so many on, chance has it that everything happens. */
    private static final int MANY = 50;

    private static final int SEED = Integer.getInteger("fleet.seed", 1);

    private final int histories;

    StreamHistoryRules(StreamStoreContract contract) {
        super(contract);
        histories = Integer.getInteger("fleet.histories", contract.histories());
    }

    @Test
    void noPositionHasTwoProducersAndNoLateNodeWins() {
        StreamHistory.Sum sum = new StreamHistory.Sum();
        for (int seed = SEED; seed < SEED + histories; seed++) {
            new StreamHistory(contract, namespace, seed, sum).run();
        }
        // Histories in which nothing happens would prove nothing.
        if (histories >= MANY) {
            assertThat(sum.taken).as("parts taken").isGreaterThan(histories);
            assertThat(sum.claimed).as("claims").isGreaterThan(histories);
            assertThat(sum.refused).as("parts of late nodes").isGreaterThan(histories);
            assertThat(sum.late).as("calls that came late").isGreaterThan(histories);
            assertThat(sum.lost).as("answers that were lost").isGreaterThan(histories / 4);
        }
    }
}
