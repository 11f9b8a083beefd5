package org.cqrsjakarta.internal.stream;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cqrsjakarta.Keyed;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.Switchover;

/** A handler that does what its script says, and keeps account of what was done to it. */
final class Script implements HandlerSource<Script.Item> {

    /** An item that tells where it comes from. */
    record Item(Integer key, String source) implements Keyed {}

    /** The request of all scripts. */
    record Request() implements StreamRequest<Item> {}

    private final String name;
    private final List<Integer> keys;
    private final Throwable failure;
    private final List<String> journal;
    private Function<Switchover<Item>, List<Integer>> ownContinuation;

    /** What the handler was told when it took over. */
    Switchover<Item> told;

    int created;
    int released;
    int opened;
    int closed;

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

    @Override
    public HandlerInstance<Item> obtain() {
        created++;
        journal.add(name + " created");
        return new HandlerInstance<>() {
            @Override
            public Stream<Item> open(StreamRequest<Item> request, Switchover<Item> switchover) {
                told = switchover;
                return stream(switchover == null || ownContinuation == null ? keys : ownContinuation.apply(switchover));
            }

            @Override
            public void release() {
                released++;
                journal.add(name + " released");
            }
        };
    }

    private Stream<Item> stream(List<Integer> items) {
        opened++;
        Iterator<Integer> remaining = new ArrayList<>(items).iterator();
        Iterator<Item> scripted = new Iterator<>() {
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
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(scripted, Spliterator.ORDERED), false)
                .onClose(() -> {
                    closed++;
                    journal.add(name + " closed");
                });
    }
}
