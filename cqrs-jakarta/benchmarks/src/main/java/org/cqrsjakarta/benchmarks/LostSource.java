package org.cqrsjakarta.benchmarks;

import java.util.List;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gives the first items of a list, and then is lost. */
final class LostSource implements Spliterator<Integer> {

    private final List<Integer> items;
    private final int count;
    private int position;

    LostSource(List<Integer> items, int count) {
        this.items = items;
        this.count = count;
    }

    @Override
    public boolean tryAdvance(Consumer<? super Integer> action) {
        if (position == count) {
            throw new SourceLostException();
        }
        action.accept(items.get(position++));
        return true;
    }

    @Override
    public @Nullable Spliterator<Integer> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
        return ORDERED | NONNULL;
    }
}
