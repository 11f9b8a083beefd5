package org.cqrsjakarta.internal.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final Pattern POSITION = Pattern.compile("\"position\":(\\d+)");

    private final FeedHarness harness = new FeedHarness();
    private final Batches batches = harness.sources.batches();

    private static List<Long> positions(Batches.Told told) {
        return POSITION.matcher(new String(Objects.requireNonNull(told.json()), UTF_8))
                .results()
                .map(match -> Long.valueOf(match.group(1)))
                .toList();
    }

    @Test
    void nothingIsNoBatch() {
        Batches.Told told = batches.after(0);
        assertThat(told.next()).isZero();
        assertThat(told.lost()).isZero();
        assertThat(told.json()).isNull();
        assertThat(batches.isWritten(0)).isFalse();
    }

    @Test
    void whatOneHasWrittenTheOthersTake() {
        harness.record(0, 3);
        Batches.Told first = batches.after(0);
        assertThat(positions(first)).containsExactly(0L, 1L, 2L);
        harness.record(3, 4);
        assertThat(batches.isWritten(0)).isTrue();
        assertThat(batches.after(0).json()).isSameAs(first.json());
        assertThat(batches.isWritten(3)).isFalse();
        assertThat(positions(batches.after(3))).containsExactly(3L);
        assertThat(batches.isWritten(3)).isTrue();
    }

    @Test
    void whoBeginsWithinOneIsBroughtToItsEnd() {
        harness.record(0, 4);
        batches.after(0);
        harness.record(4, 6);
        Batches.Told rest = batches.after(2);
        assertThat(positions(rest)).containsExactly(2L, 3L);
        assertThat(rest.next()).isEqualTo(4);
        assertThat(batches.isWritten(2)).as("it is of use to nobody else").isFalse();
    }

    @Test
    void whoIsFarBehindIsBroughtToTheOldestThatIsThere() {
        for (int i = 0; i < 6; i++) {
            harness.record(i, i + 1);
            batches.after(i);
        }
        Batches.Told missed = batches.after(0);
        assertThat(positions(missed)).containsExactly(0L, 1L);
        assertThat(batches.isWritten(missed.next())).isTrue();
    }

    @Test
    void aLossIsOnlyThatOfTheOneWhoHadIt() {
        harness.record(0, FeedHarness.RING + 3);
        Batches.Told late = batches.after(0);
        assertThat(late.lost()).isEqualTo(3);
        assertThat(positions(late)).startsWith(3L).hasSize(FeedHarness.RING);
        Batches.Told inTime = batches.after(3);
        assertThat(inTime.lost()).isZero();
        assertThat(inTime.json()).isSameAs(late.json());
    }

    @Test
    void whoComesFromTheFutureOfTheOthersBeginsANewOne() {
        harness.record(0, 2);
        batches.after(0);
        harness.record(2, 6);
        assertThat(positions(batches.after(4))).containsExactly(4L, 5L);
        assertThat(positions(batches.after(2))).containsExactly(2L, 3L);
        assertThat(batches.isWritten(4)).isTrue();
    }

    @Test
    void keepsNothingWhenItIsToldTo() {
        harness.record(0, 2);
        batches.after(0);
        batches.forget();
        assertThat(batches.isWritten(0)).isFalse();
        assertThat(positions(batches.after(0))).containsExactly(0L, 1L);
    }

    /** Several readers, each at a pace of its own: each is told everything once, in order. */
    @Test
    void everybodyIsToldEverythingOnce() {
        List<List<Long>> told = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        long[] next = {0, 0, 0};
        for (int turn = 0; turn < 400; turn++) {
            harness.record(turn, turn + 1);
            for (int reader = 0; reader < next.length; reader++) {
                if (turn % (2 * reader + 1) == 0) {
                    do {
                        Batches.Told batch = batches.after(next[reader]);
                        assertThat(batch.lost()).isZero();
                        told.get(reader).addAll(batch.json() == null ? List.of() : positions(batch));
                        next[reader] = batch.next();
                    } while (batches.isWritten(next[reader]));
                }
            }
        }
        assertThat(told).allSatisfy(positions -> assertThat(positions).hasSizeGreaterThan(390));
        assertThat(told).allSatisfy(positions -> {
            for (int i = 0; i < positions.size(); i++) {
                assertThat(positions.get(i)).isEqualTo(i);
            }
        });
    }
}
