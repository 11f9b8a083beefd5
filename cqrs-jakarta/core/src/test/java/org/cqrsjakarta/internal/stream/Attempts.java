package org.cqrsjakarta.internal.stream;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;

/** A handler that behaves otherwise each time it is created. */
final class Attempts<R> implements HandlerSource<R> {

    private final List<? extends HandlerSource<R>> sources;
    private final AtomicInteger made = new AtomicInteger();

    Attempts(List<? extends HandlerSource<R>> sources) {
        this.sources = sources;
    }

    @Override
    public HandlerInstance<R> obtain() {
        return sources.get(made.getAndIncrement()).obtain();
    }

    int made() {
        return made.get();
    }
}
