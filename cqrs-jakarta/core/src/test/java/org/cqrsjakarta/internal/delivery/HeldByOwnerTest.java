package org.cqrsjakarta.internal.delivery;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

class HeldByOwnerTest {

    private final AtomicInteger looks = new AtomicInteger();

    private final class Held extends StandInStream {

        private final Owner owner;
        private boolean gaveWay;

        Held(int number, Owner owner) {
            super("s" + number, owner);
            this.owner = owner;
        }

        @Override
        public StreamKey key() {
            looks.incrementAndGet();
            return super.key();
        }

        @Override
        public boolean makeWay() {
            gaveWay = true;
            return true;
        }
    }

    private static Owner owner(int number) {
        return Owner.of("user" + number, null);
    }

    /** Against a list that is looked through. */
    @Test
    void whoHasMostIsFoundAndTheFirstOfThose() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            HeldByOwner held = new HeldByOwner();
            List<Held> naive = new ArrayList<>();
            for (int step = 0; step < 100; step++) {
                if (naive.isEmpty() || random.nextInt(3) > 0) {
                    Held next = new Held(step, owner(random.nextInt(5)));
                    held.add(next, step);
                    naive.add(next);
                } else {
                    Held some = naive.remove(random.nextInt(naive.size()));
                    assertThat(held.remove(some)).isTrue();
                    assertThat(held.remove(some)).as("twice").isFalse();
                }
                assertThat(held.size()).isEqualTo(naive.size());
                assertThat(held.isEmpty()).isEqualTo(naive.isEmpty());
                Map<Owner, Long> many = naive.stream().collect(groupingBy(one -> one.owner, counting()));
                Held first = (Held) held.firstOfWhoHasMost();
                if (naive.isEmpty()) {
                    assertThat(first).isNull();
                    assertThat(held.untilOfFirst()).isNull();
                    continue;
                }
                assertThat(held.first()).isSameAs(naive.getFirst());
                Owner who = Objects.requireNonNull(first).owner;
                assertThat(many.get(who)).as("seed %d, step %d", seed, step).isEqualTo(Collections.max(many.values()));
                assertThat(first).isSameAs(held.first(who::equals)).isSameAs(firstOf(naive, who));
                assertThat(held.first(owner(5)::equals)).isNull();
            }
        }
    }

    private static Held firstOf(List<Held> all, Owner who) {
        return all.stream().filter(one -> one.owner.equals(who)).findFirst().orElseThrow();
    }

    @Test
    void ofManyWhoHaveOneEachTheFirstMakesWay() {
        HeldStreams held =
                new HeldStreams(new ManualTime(), Rules.keeping(10, 3).resumption());
        List<Held> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(new Held(i, owner(i)));
            held.hold(all.getLast(), 1_000);
        }
        assertThat(all.stream().map(one -> one.gaveWay)).containsExactly(true, true, false, false, false);
    }

    /** A server with many clients would spend its time on them: each stream that ends is held for a while. */
    @Test
    void onePlaceIsFoundWithoutALookAtAllOthers() {
        int most = 10_000;
        HeldStreams held =
                new HeldStreams(new ManualTime(), Rules.keeping(10, most).resumption());
        for (int i = 0; i < most; i++) {
            held.hold(new Held(i, owner(i % 100)), 1_000);
        }
        looks.set(0);
        Held next = new Held(most, owner(7));
        held.hold(next, 1_000);
        assertThat(next.gaveWay).isFalse();
        assertThat(looks).hasValueLessThan(10);
    }
}
