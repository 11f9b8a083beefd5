package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cqrsjakarta.spi.CircuitStore.Rules;
import org.junit.jupiter.api.Test;

/** Steps of many threads at once. */
abstract class CircuitRaceRules extends CircuitRules {

    CircuitRaceRules(CircuitStoreContract contract) {
        super(contract);
    }

    @Test
    void neverMoreProbesThanPlacesHoweverManyAskAtOnce() throws Exception {
        int threads = 16;
        Rules two = rules(2, 0);
        one.by(two);
        open();
        contract.pass(delay);
        CountDownLatch all = new CountDownLatch(threads);
        List<Future<Optional<String>>> asked = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int at = 0; at < threads; at++) {
                Peer peer = new Peer("n" + at).by(two);
                asked.add(pool.submit(() -> {
                    all.countDown();
                    all.await();
                    return peer.leases();
                }));
            }
        }
        List<String> tokens = new ArrayList<>();
        for (Future<Optional<String>> answer : asked) {
            answer.get().ifPresent(tokens::add);
        }
        assertThat(tokens).hasSize(2).doesNotHaveDuplicates().allMatch(token -> token.startsWith("2."));
    }
}
