package org.cqrsjakarta.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cqrsjakarta.spi.StoredName;
import org.cqrsjakarta.spi.StreamStore.Claim;
import org.cqrsjakarta.spi.StreamStore.Copy;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.cqrsjakarta.spi.StreamStore.Stream;
import org.junit.jupiter.api.Test;

/** What several nodes do at once. */
abstract class StreamRaceRules extends StreamRules {

    private static final int NODES = 8;
    private static final int ROUNDS = 20;
    private static final int ENTRIES = 100;
    private static final int SECONDS = 60;

    StreamRaceRules(StreamStoreContract contract) {
        super(contract);
    }

    /** Begins all at the same time. */
    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        CountDownLatch all = new CountDownLatch(calls.size());
        try (ExecutorService pool = Executors.newFixedThreadPool(calls.size())) {
            List<Future<T>> running = calls.stream()
                    .map(call -> pool.submit(() -> {
                        all.countDown();
                        all.await();
                        return call.call();
                    }))
                    .toList();
            List<T> answers = new ArrayList<>();
            try {
                for (Future<T> answer : running) {
                    answers.add(answer.get(SECONDS, TimeUnit.SECONDS));
                }
            } finally {
                pool.shutdownNow();
            }
            return answers;
        }
    }

    private static List<String> nodes() {
        return IntStream.range(0, NODES).mapToObj(number -> "n" + number).toList();
    }

    private Stream round(int number) {
        return new Stream(namespace, StoredName.digest("round " + number));
    }

    @Test
    void onlyOneOfManyNodesClaims() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Stream each = round(round);
            store().append(each, one.part(0, item(1)));

            List<Claim> claims = atOnce(nodes().stream()
                    .map(node -> (Callable<Claim>)
                            () -> store().claim(each, 1, node, LONG).orElseThrow())
                    .toList());

            Copy copy = claims.getFirst().copy();
            assertThat(copy.epoch()).isEqualTo(2);
            assertThat(claims).extracting(Claim::copy).containsOnly(copy);
            assertThat(claims).filteredOn(claim -> !claim.keys().isEmpty()).hasSize(1);
        }
    }

    @Test
    void onlyOneOfManyNodesBeginsACopyInAnEpoch() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Stream each = round(round);

            List<Copy> copies = atOnce(nodes().stream()
                    .map(node -> (Callable<Copy>) () ->
                            store().append(each, one.inEpoch(1, node).part(0, of(node, 1))))
                    .toList());

            String node = copies.getFirst().node();
            assertThat(copies).containsOnly(copies.getFirst());
            assertThat(producers(each)).containsExactly(node);
        }
    }

    @Test
    void thePartThatIsToldManyTimesAtOnceIsAddedOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Stream each = round(round);

            atOnce(Collections.nCopies(NODES, () -> store().append(each, one.part(0, of("one", 1), of("one", 2)))));

            assertThat(producers(each)).containsExactly("one", "one");
            assertThat(store().claim(each, 1, "two", LONG).orElseThrow().keys()).hasSize(2);
        }
    }

    @Test
    void noPositionIsOfTwoNodes() throws Exception {
        append(one.part(0));

        List<Long> ends = atOnce(List.of(
                () -> produces("one", 1, 0),
                () -> claims(1, "two"),
                () -> claims(2, "three"),
                () -> produces("late", 1, ENTRIES / 2)));

        List<String> producers = producers(stream);
        int second = Math.toIntExact(ends.get(0));
        int third = Math.toIntExact(ends.get(1));
        assertThat(ends.get(3)).as("the node of no epoch").isEqualTo(ENTRIES / 2);
        assertThat(second).isLessThanOrEqualTo(third);
        assertThat(producers.subList(0, second)).allMatch("one"::equals);
        assertThat(producers.subList(second, third)).allMatch("two"::equals);
        assertThat(producers.subList(third, producers.size())).allMatch("three"::equals);
        assertThat(producers).hasSize(Math.toIntExact(ends.get(2)));
        assertThat(keys())
                .isEqualTo(IntStream.rangeClosed(1, producers.size())
                        .mapToObj(position -> "k" + position)
                        .toList());
    }

    /** One entry after another, until it is refused, or there are as many as are wanted; where it has come to. */
    private long produces(String node, long epoch, long begin) {
        long number = begin;
        while (number < epoch * ENTRIES
                && append(one.inEpoch(epoch, node).part(number, of(node, number + 1)))
                        .isOf(node, epoch)) {
            number++;
        }
        return number;
    }

    /** Goes on as soon as there is some of the epoch. */
    private long claims(long epoch, String node) {
        Copy copy = copy();
        while ((copy.epoch() < epoch || copy.end() < (epoch - 1) * ENTRIES + ENTRIES / 2)
                && !Thread.currentThread().isInterrupted()) {
            copy = copy();
        }
        Claim claim = claim(epoch, node).orElseThrow();
        return produces(node, epoch + 1, claim.copy().end());
    }

    private static Entry of(String node, long position) {
        return new Entry(Kind.ITEM, position, "k" + position, node.getBytes(US_ASCII));
    }

    private List<String> producers(Stream each) {
        return store()
                .read(each, new Reading(0, Integer.MAX_VALUE, "reader", Duration.ZERO))
                .orElseThrow()
                .entries()
                .stream()
                .map(entry -> new String(entry.bytes(), US_ASCII))
                .toList();
    }

    @Test
    void postsOfManyNodesAreNumberedWithoutAGap() throws Exception {
        List<String> texts = IntStream.range(0, NODES * ROUNDS)
                .mapToObj(number -> "post " + number)
                .toList();

        atOnce(nodes().stream()
                .map(node -> (Callable<Boolean>) () -> {
                    int first = nodes().indexOf(node) * ROUNDS;
                    texts.subList(first, first + ROUNDS).forEach(text -> {
                        store().post(namespace, text, LONG);
                        store().beat(namespace, node, LONG, -1);
                    });
                    return true;
                })
                .toList());

        for (int heard = 0; heard < texts.size(); heard += ROUNDS) {
            assertThat(store().beat(namespace, "n0", LONG, heard).posts()).hasSize(texts.size() - heard);
        }
        assertThat(store().beat(namespace, "n0", LONG, 0).posts()).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(store().beat(namespace, "n0", LONG, 0).live()).isEqualTo(nodes());
    }
}
