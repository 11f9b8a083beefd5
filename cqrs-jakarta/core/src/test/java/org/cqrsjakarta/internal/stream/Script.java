package org.cqrsjakarta.internal.stream;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.Keyed;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.source.Opened;

/** A handler of any shape that does what its script says, and keeps account of what was done to it. */
final class Script implements HandlerSource<Script.Item> {

    /** An item that tells where it comes from. */
    record Item(Integer key, String source) implements Keyed {}

    /** The request of all scripts. */
    record Request() implements StreamRequest<Item> {}

    private final String name;
    private final List<Integer> keys;
    private final Throwable failure;
    private final List<String> journal;
    private Shape shape = Shape.PULLED;
    private Function<Switchover<Item>, List<Integer>> ownContinuation;

    /** What the handler was told when it took over. */
    volatile Switchover<Item> told;

    final AtomicInteger created = new AtomicInteger();
    final AtomicInteger released = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();

    /** Throws at the end of its items, or ends well where {@code failure} is null. */
    Script(String name, List<Integer> keys, Throwable failure, List<String> journal) {
        this.name = name;
        this.keys = keys;
        this.failure = failure;
        this.journal = journal;
    }

    Script continuingBy(Function<Switchover<Item>, List<Integer>> continuation) {
        ownContinuation = continuation;
        return this;
    }

    Script as(Shape shape) {
        this.shape = shape;
        return this;
    }

    @Override
    public HandlerInstance<Item> obtain() {
        created.incrementAndGet();
        journal.add(name + " created");
        return new HandlerInstance<>() {
            @Override
            public Opened<Item> open(Object request, Switchover<Item> switchover) {
                told = switchover;
                List<Integer> items =
                        switchover == null || ownContinuation == null ? keys : ownContinuation.apply(switchover);
                return switch (shape) {
                    case PULLED, FLATTENED -> new Opened.Pulled<>(stream(items));
                    case EMITTED -> new Opened.Emitted<>(emitter -> emit(items, emitter));
                    case PUBLISHED -> new Opened.Published<>(subscriber -> publish(items, subscriber));
                };
            }

            @Override
            public void release() {
                released.incrementAndGet();
                journal.add(name + " released");
            }
        };
    }

    /** How often it was created, released, opened and closed. */
    List<Integer> account() {
        return List.of(created.get(), released.get(), opened.get(), closed.get());
    }

    private Stream<Item> stream(List<Integer> items) {
        opened.incrementAndGet();
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(new Scripted(items), Spliterator.ORDERED), false)
                .onClose(this::close);
    }

    private void emit(List<Integer> items, Emitter<Item> emitter) {
        opened.incrementAndGet();
        try {
            new Scripted(items).forEachRemaining(emitter::emit);
        } finally {
            close();
        }
    }

    /** On the thread that requests, one item after another, however deep requests are nested. */
    private void publish(List<Integer> items, Flow.Subscriber<? super Item> subscriber) {
        opened.incrementAndGet();
        Iterator<Item> scripted = new Scripted(items);
        subscriber.onSubscribe(new Flow.Subscription() {
            private final AtomicInteger ended = new AtomicInteger();
            private long demand;
            private boolean signalling;

            @Override
            public void request(long more) {
                demand += more;
                if (signalling) {
                    return;
                }
                signalling = true;
                while (ended.get() == 0 && demand > 0) {
                    signalOne();
                }
                signalling = false;
            }

            private void signalOne() {
                Item item;
                try {
                    if (!scripted.hasNext()) {
                        end();
                        subscriber.onComplete();
                        return;
                    }
                    item = scripted.next();
                } catch (Throwable e) {
                    end();
                    subscriber.onError(e);
                    return;
                }
                demand--;
                subscriber.onNext(item);
            }

            @Override
            public void cancel() {
                end();
            }

            private void end() {
                if (ended.getAndIncrement() == 0) {
                    close();
                }
            }
        });
    }

    private void close() {
        closed.incrementAndGet();
        journal.add(name + " closed");
    }

    /** The items, and then the failure. */
    private final class Scripted implements Iterator<Item> {

        private final Iterator<Integer> remaining;

        Scripted(List<Integer> items) {
            remaining = new ArrayList<>(items).iterator();
        }

        @Override
        public boolean hasNext() {
            return remaining.hasNext() || failure != null;
        }

        @Override
        public Item next() {
            if (remaining.hasNext()) {
                Item item = new Item(remaining.next(), name);
                journal.add(name + " produced " + item.key());
                return item;
            }
            if (failure != null) {
                throw Causes.<RuntimeException>rethrow(failure);
            }
            throw new NoSuchElementException();
        }
    }
}
