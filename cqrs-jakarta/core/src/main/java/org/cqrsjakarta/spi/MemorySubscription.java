package org.cqrsjakarta.spi;

import java.util.List;
import java.util.function.Consumer;
import org.cqrsjakarta.spi.CircuitStore.Subscription;
import org.cqrsjakarta.spi.StreamStore.Listener;
import org.cqrsjakarta.spi.StreamStore.Stream;

/** Somebody who is told of streams, one thing after another, and of nothing once it is closed. */
final class MemorySubscription implements Subscription {

    private final String namespace;
    private final String node;
    private final Listener listener;
    private final Consumer<MemorySubscription> whenClosed;
    private boolean isClosed;

    MemorySubscription(String namespace, String node, Listener listener, Consumer<MemorySubscription> whenClosed) {
        this.namespace = namespace;
        this.node = node;
        this.listener = listener;
        this.whenClosed = whenClosed;
    }

    void appended(Stream stream, List<String> toNodes) {
        if (stream.namespace().equals(namespace) && toNodes.contains(node)) {
            tell(() -> listener.appended(stream.key()));
        }
    }

    void posted(String toNamespace) {
        if (toNamespace.equals(namespace)) {
            tell(listener::posted);
        }
    }

    private synchronized void tell(Runnable news) {
        if (isClosed) {
            return;
        }
        try {
            news.run();
        } catch (RuntimeException e) {
            // It is of no interest to whoever brings the news.
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        whenClosed.accept(this);
    }
}
