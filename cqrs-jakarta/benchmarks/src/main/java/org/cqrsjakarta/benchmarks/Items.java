package org.cqrsjakarta.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the streams are made of. All of it is there before anything is measured, so that no item costs a byte. */
final class Items {

    /** Of a long stream, of which only the items count. */
    static final int COUNT = 10_000;

    /** A long stream. */
    static final List<Integer> ALL = first(COUNT);

    /** A short stream, of which the stream itself counts. */
    static final List<Integer> FOUR = first(4);

    /** How many of four there are before the source is lost. */
    static final int BEFORE_LOSS = 2;

    private Items() {}

    /** The first two of four, then {@link SourceLostException}. */
    static Stream<Integer> lostAfterTwo() {
        return StreamSupport.stream(new LostSource(FOUR, BEFORE_LOSS), false);
    }

    /** What is missing of four. */
    static Stream<Integer> from(int position) {
        return FOUR.subList(position, FOUR.size()).stream();
    }

    private static List<Integer> first(int count) {
        return Arrays.asList(IntStream.range(0, count).boxed().toArray(Integer[]::new));
    }
}
