package org.cqrsjakarta.internal.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.cqrsjakarta.spi.Time;
import org.junit.jupiter.api.Test;

class ProgressWatchTest {

    private final FeedHarness harness = new FeedHarness();
    private final ProgressWatch watch = new ProgressWatch(harness.runs, harness.ring, harness.clock, harness.time);
    private long read;

    /** What was put down about progress since this was asked last. */
    private List<String> seen() {
        List<Fact> facts = new ArrayList<>();
        FactRing.Read now = harness.ring.read(read, 100, facts);
        assertThat(now.lost()).isZero();
        read = now.next();
        return facts.stream()
                .filter(Fact.Progress.class::isInstance)
                .map(Fact.Progress.class::cast)
                .map(fact -> fact.stream() + " " + fact.position() + (fact.held() ? " held" : ""))
                .toList();
    }

    private List<String> seenAfter(Duration time) {
        harness.manual.advance(time);
        return seen();
    }

    private static void pull(StreamRun<Integer> stream, int items) {
        for (int i = 0; i < items; i++) {
            assertThat(stream.next()).isNotNull();
        }
    }

    @Test
    void putsDownWhatHasMovedTenTimesASecond() {
        var moving = harness.stream(100);
        var standing = harness.stream(100);
        assertThat(List.of(moving.id(), standing.id())).containsExactly("s1", "s2");
        pull(standing, 2);
        watch.begin();
        assertThat(seen()).containsExactly("s2 2");
        pull(moving, 3);
        assertThat(seenAfter(ProgressWatch.BETWEEN_LOOKS.minusMillis(1))).isEmpty();
        assertThat(seenAfter(Duration.ofMillis(1))).containsExactly("s1 3");
        assertThat(seenAfter(ProgressWatch.BETWEEN_LOOKS)).isEmpty();
        pull(moving, 1);
        assertThat(seenAfter(ProgressWatch.BETWEEN_LOOKS)).containsExactly("s1 4");
        watch.end();
    }

    @Test
    void saysOnceThatAStreamIsHeldAndOnceThatItIsNotAnyMore() {
        var stream = harness.stream(100);
        pull(stream, 2);
        watch.begin();
        assertThat(seen()).containsExactly("s1 2");
        stream.held(true);
        assertThat(seenAfter(ProgressWatch.BETWEEN_LOOKS)).containsExactly("s1 2 held");
        assertThat(seenAfter(ProgressWatch.BETWEEN_LOOKS)).isEmpty();
        stream.held(false);
        assertThat(seenAfter(ProgressWatch.BETWEEN_LOOKS)).containsExactly("s1 2");
        watch.end();
    }

    /** A feed that goes on where it was gets no snapshot, and may believe that a stream is held. */
    @Test
    void whoeverComesNextIsToldThatAStreamIsNotHeldAnyMore() {
        var stream = harness.stream(100);
        pull(stream, 2);
        watch.begin();
        assertThat(seen()).containsExactly("s1 2");
        stream.held(true);
        assertThat(seenAfter(ProgressWatch.BETWEEN_LOOKS)).containsExactly("s1 2 held");
        watch.end();
        stream.held(false);
        watch.begin();
        assertThat(seen()).containsExactly("s1 2");
        watch.end();
    }

    @Test
    void forgetsAStreamThatHasEnded() {
        var stream = harness.stream(2);
        watch.begin();
        pull(stream, 2);
        assertThat(stream.next()).isNull();
        assertThat(seenAfter(ProgressWatch.BETWEEN_LOOKS)).isEmpty();
        watch.end();
    }

    @Test
    void looksAsLongAsSomebodyWatches() {
        watch.begin();
        watch.begin();
        assertThat(harness.manual.waiting()).as("one look for all of them").isEqualTo(1);
        watch.end();
        harness.manual.advance(ProgressWatch.BETWEEN_LOOKS);
        assertThat(harness.manual.waiting()).isEqualTo(1);
        watch.end();
        assertThat(harness.manual.waiting()).isZero();
    }

    @Test
    void whoeverComesNextIsToldHowFarStreamsAre() {
        pull(harness.stream(100), 2);
        watch.begin();
        watch.end();
        seen();
        watch.begin();
        assertThat(seen()).containsExactly("s1 2");
        watch.end();
    }

    /** A look may have begun, and wait for those who call it off and have it begin anew. */
    @Test
    void aLookThatCouldNotBeCalledOffIsNotFollowedByOthers() {
        List<Runnable> looks = new ArrayList<>();
        Time deaf = new Time() {
            @Override
            public long nanos() {
                return harness.time.nanos();
            }

            @Override
            public Alarm schedule(Duration delay, Runnable task) {
                looks.add(task);
                return () -> {};
            }
        };
        var watched = new ProgressWatch(harness.runs, harness.ring, harness.clock, deaf);
        watched.begin();
        watched.end();
        watched.begin();
        assertThat(looks).hasSize(2);
        looks.get(0).run();
        assertThat(looks).hasSize(2);
        looks.get(1).run();
        assertThat(looks).hasSize(3);
    }
}
