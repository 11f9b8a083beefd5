package org.cqrsjakarta.benchmarks;

import java.util.Iterator;
import java.util.function.IntFunction;

/** What one would write by hand: the items of a primary, and after its failure those of a fallback. */
final class SplicedIterator<T> implements Iterator<T> {

    private final IntFunction<Iterator<T>> fallback;
    private Iterator<T> current;
    private int position;
    private boolean switchedOver;

    SplicedIterator(Iterator<T> primary, IntFunction<Iterator<T>> fallback) {
        this.current = primary;
        this.fallback = fallback;
    }

    @Override
    public boolean hasNext() {
        try {
            return current.hasNext();
        } catch (RuntimeException e) {
            switchOver(e);
            return current.hasNext();
        }
    }

    @Override
    public T next() {
        T item = takeNext();
        position++;
        return item;
    }

    private T takeNext() {
        try {
            return current.next();
        } catch (RuntimeException e) {
            switchOver(e);
            return current.next();
        }
    }

    private void switchOver(RuntimeException failure) {
        if (switchedOver) {
            throw failure;
        }
        switchedOver = true;
        current = fallback.apply(position);
    }
}
