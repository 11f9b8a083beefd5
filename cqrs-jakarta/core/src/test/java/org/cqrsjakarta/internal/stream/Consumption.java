package org.cqrsjakarta.internal.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.time.Threads;

/** The ways to consume a run to its end. */
enum Consumption {
    /** Item by item, as an iterator does. */
    PULL {
        @Override
        <R> void into(StreamRun<R> run, List<R> items) {
            for (R item = run.next(); item != null; item = run.next()) {
                items.add(item);
            }
        }
    },
    /** As a whole, as delivery does: handlers may push. */
    PUSH {
        @Override
        <R> void into(StreamRun<R> run, List<R> items) {
            run.forEachRemaining(items::add);
        }
    },
    /** By a subscriber that asks for one item at a time. */
    SUBSCRIBE {
        @Override
        <R> void into(StreamRun<R> run, List<R> items) {
            Collecting<R> subscriber = new Collecting<>(items);
            new RunPublisher<>(() -> run, Threads.VIRTUAL).subscribe(subscriber);
            try {
                subscriber.end.join();
            } catch (CompletionException e) {
                throw Causes.<RuntimeException>rethrow(e.getCause());
            }
        }
    };

    /**
     * Consumes a run; throws what it throws.
     *
     * @param items takes what came before that
     */
    abstract <R> void into(StreamRun<R> run, List<R> items);

    <R> List<R> drain(StreamRun<R> run) {
        List<R> items = new ArrayList<>();
        into(run, items);
        return items;
    }

    private static final class Collecting<R> implements Flow.Subscriber<R> {

        final CompletableFuture<Void> end = new CompletableFuture<>();
        private final List<R> items;
        private Flow.Subscription subscription;

        Collecting(List<R> items) {
            this.items = items;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(R item) {
            items.add(item);
            subscription.request(1);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(new CompletionException(failure));
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }
}
