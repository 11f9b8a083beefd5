package org.cqrsjakarta.internal.stream.exerciser;

import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks for a random number of items, here or on another thread, and may cancel. */
final class ExercisedSubscriber implements Flow.Subscriber<Item> {

    private final ExercisedStream stream;
    private final SplittableRandom random;
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger ends = new AtomicInteger();
    private volatile Throwable failure;
    private Flow.Subscription subscription;
    private long outstanding;

    ExercisedSubscriber(ExercisedStream stream) {
        this.stream = stream;
        this.random = new SplittableRandom(stream.seed());
    }

    void awaitEnd() throws Throwable {
        stream.await(end);
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        request();
    }

    private void request() {
        int items = 1 + random.nextInt(8);
        outstanding = random.nextInt(6) == 0 ? Long.MAX_VALUE : items;
        long asked = outstanding;
        if (random.nextInt(4) == 0) {
            stream.round().start("requester", () -> subscription.request(asked));
        } else {
            subscription.request(asked);
        }
    }

    @Override
    public void onNext(Item item) {
        if (ends.get() > 0) {
            stream.round().violated("an item after the end of " + stream);
        }
        outstanding--;
        try {
            stream.take(item);
        } catch (ExercisedStream.Refusal refusal) {
            subscription.cancel();
            end.countDown();
            return;
        } catch (RuntimeException | Error e) {
            // Of a stream that it consumes meanwhile, which somebody may stop: it is cancelled, and hears of no end.
            end.countDown();
            throw e;
        }
        if (stream.wantsNoMore()) {
            subscription.cancel();
            end.countDown();
        } else if (outstanding == 0) {
            request();
        }
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        end();
    }

    @Override
    public void onComplete() {
        end();
    }

    private void end() {
        if (ends.incrementAndGet() > 1) {
            stream.round().violated("two ends of " + stream);
        }
        end.countDown();
    }
}
