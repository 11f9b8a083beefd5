package org.cqrsjakarta.internal.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactRingTest {

    private static final int SIZE = 8;

    private final FactRing ring = new FactRing(SIZE);
    private final List<Fact> read = new ArrayList<>();

    private static Fact fact(int writer, long number) {
        return new Fact.Progress(0, "s" + writer, number, false);
    }

    private void add(int from, int until) {
        IntStream.range(from, until).forEach(number -> ring.add(fact(0, number)));
    }

    private static List<Fact> facts(int from, int until) {
        return IntStream.range(from, until).mapToObj(number -> fact(0, number)).toList();
    }

    @Test
    void givesNothingBeforeThereIsSomething() {
        assertThat(ring.end()).isZero();
        assertThat(ring.read(0, SIZE, read)).isEqualTo(new FactRing.Read(0, 0));
        assertThat(read).isEmpty();
    }

    @Test
    void givesFactsInTheirOrder() {
        add(0, 5);
        assertThat(ring.end()).isEqualTo(5);
        assertThat(ring.read(0, SIZE, read)).isEqualTo(new FactRing.Read(5, 0));
        assertThat(read).isEqualTo(facts(0, 5));
    }

    @Test
    void givesEachReaderWhatItHasNotHad() {
        add(0, 5);
        assertThat(ring.read(3, SIZE, read)).isEqualTo(new FactRing.Read(5, 0));
        assertThat(ring.read(5, SIZE, read)).isEqualTo(new FactRing.Read(5, 0));
        add(5, 6);
        assertThat(ring.read(5, SIZE, read)).isEqualTo(new FactRing.Read(6, 0));
        assertThat(read).isEqualTo(facts(3, 6));
    }

    @Test
    void givesNoMoreThanIsWanted() {
        add(0, 5);
        assertThat(ring.read(0, 3, read)).isEqualTo(new FactRing.Read(3, 0));
        assertThat(read).isEqualTo(facts(0, 3));
    }

    @Test
    void keepsAsManyAsItHasPlacesFor() {
        add(0, SIZE);
        assertThat(ring.read(0, SIZE, read)).isEqualTo(new FactRing.Read(SIZE, 0));
        assertThat(read).hasSize(SIZE);
    }

    @ParameterizedTest
    @CsvSource({"9, 1", "16, 8", "17, 9", "1000, 992"})
    void countsWhatWasOverwritten(int written, int lost) {
        add(0, written);
        assertThat(ring.read(0, SIZE, read)).isEqualTo(new FactRing.Read(written, lost));
        assertThat(read).isEqualTo(facts(written - SIZE, written));
    }

    @Test
    void countsOnlyWhatThisReaderHasNotHad() {
        add(0, 20);
        assertThat(ring.read(11, SIZE, read)).isEqualTo(new FactRing.Read(20, 1));
        assertThat(read).isEqualTo(facts(12, 20));
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, -1, 0, 3, 12, 100})
    void aSizeThatIsNoPowerOfTwoIsRefused(int size) {
        assertThatThrownBy(() -> new FactRing(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capacity = " + size);
    }

    @Test
    void oneFactIsEnoughForARing() {
        FactRing smallest = new FactRing(1);
        smallest.add(fact(0, 0));
        smallest.add(fact(0, 1));
        assertThat(smallest.read(0, SIZE, read)).isEqualTo(new FactRing.Read(2, 1));
        assertThat(read).containsExactly(fact(0, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 1024})
    void whateverManyWriteAtOnceIsReadOnceInOrderOrCountedAsLost(int size) throws Exception {
        int writers = 3;
        int each = 20_000;
        FactRing crowded = new FactRing(size);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            CyclicBarrier start = new CyclicBarrier(writers + 2);
            List<Future<?>> writing = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int writer = i;
                writing.add(threads.submit(() -> {
                    start.await();
                    for (int number = 0; number < each; number++) {
                        crowded.add(fact(writer, number));
                    }
                    return null;
                }));
            }
            Callable<Long> reading = () -> {
                start.await();
                return readAll(crowded, writers * each);
            };
            Future<Long> one = threads.submit(reading);
            Future<Long> other = threads.submit(reading);
            for (Future<?> writer : writing) {
                writer.get();
            }
            assertThat(one.get()).isEqualTo(writers * each);
            assertThat(other.get()).isEqualTo(writers * each);
        }
    }

    /** Reads up to the last of so many, and tells how many were read or lost. */
    private static long readAll(FactRing crowded, long all) {
        List<Fact> found = new ArrayList<>();
        long next = 0;
        long lost = 0;
        while (next < all) {
            int before = found.size();
            FactRing.Read now = crowded.read(next, 100, found);
            assertThat(now.next() - next).isEqualTo(now.lost() + found.size() - before);
            next = now.next();
            lost += now.lost();
        }
        long[] last = {-1, -1, -1};
        for (Fact fact : found) {
            Fact.Progress progress = (Fact.Progress) fact;
            int writer = progress.stream().charAt(1) - '0';
            assertThat(progress.position()).isGreaterThan(last[writer]);
            last[writer] = progress.position();
        }
        return found.size() + lost;
    }
}
