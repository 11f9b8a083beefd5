package org.cqrsjakarta.internal.stream.exerciser;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.stream.PulledStream;
import org.cqrsjakarta.internal.stream.RunPublisher;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.cqrsjakarta.internal.time.Threads;

/** The ways to consume a stream. */
enum Way {
    FOR_EACH {
        @Override
        void consume(ExercisedStream stream) {
            try (Stream<Item> items = PulledStream.of(stream.run())) {
                items.forEach(stream::take);
            }
        }
    },
    ITERATOR {
        @Override
        void consume(ExercisedStream stream) {
            try (Stream<Item> items = PulledStream.of(stream.run())) {
                Iterator<Item> iterator = items.iterator();
                while (!stream.wantsNoMore() && iterator.hasNext()) {
                    stream.take(iterator.next());
                }
            }
        }
    },
    /** Of which the consumer walks away without a word; the run is closed by whoever finds it. */
    ITERATOR_NOT_CLOSED {
        @Override
        void consume(ExercisedStream stream) {
            Iterator<Item> iterator = PulledStream.of(stream.run()).iterator();
            while (!stream.wantsNoMore() && iterator.hasNext()) {
                stream.take(iterator.next());
            }
        }
    },
    PARALLEL {
        @Override
        void consume(ExercisedStream stream) {
            try (Stream<Item> items = PulledStream.of(stream.run()).parallel()) {
                items.forEach(stream::take);
            }
        }
    },
    PULLED {
        @Override
        void consume(ExercisedStream stream) {
            StreamRun<Item> run = stream.run();
            Item item = run.next();
            while (item != null) {
                stream.take(item);
                item = stream.wantsNoMore() ? null : run.next();
            }
        }
    },
    PUSHED {
        @Override
        void consume(ExercisedStream stream) {
            stream.run().forEachRemaining(stream::take);
        }
    },
    /** Each item by another thread. */
    IN_TURNS {
        @Override
        void consume(ExercisedStream stream) throws Throwable {
            boolean more = true;
            while (more && !stream.wantsNoMore()) {
                AtomicReference<Throwable> thrown = new AtomicReference<>();
                AtomicReference<Item> item = new AtomicReference<>();
                Thread turn = Thread.ofVirtual().start(() -> {
                    try {
                        item.set(stream.run().next());
                    } catch (Throwable e) {
                        thrown.set(e);
                    }
                });
                stream.await(turn);
                if (thrown.get() != null) {
                    throw thrown.get();
                }
                more = item.get() != null;
                if (more) {
                    stream.take(item.get());
                }
            }
        }
    },
    SUBSCRIBED {
        @Override
        void consume(ExercisedStream stream) throws Throwable {
            ExercisedSubscriber subscriber = new ExercisedSubscriber(stream);
            new RunPublisher<>(stream::run, Threads.VIRTUAL).subscribe(subscriber);
            subscriber.awaitEnd();
        }
    };

    abstract void consume(ExercisedStream stream) throws Throwable;

    /** Whether an interrupt of the consumer's thread is one of the stream. */
    boolean isOnConsumersThread() {
        return this != IN_TURNS && this != SUBSCRIBED;
    }
}
