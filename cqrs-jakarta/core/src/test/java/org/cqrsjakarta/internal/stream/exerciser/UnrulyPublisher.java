package org.cqrsjakarta.internal.stream.exerciser;

import java.util.SplittableRandom;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** A publisher that breaks one of the rules of Reactive Streams. */
final class UnrulyPublisher implements Flow.Publisher<Item> {

    private enum Breach {
        NEVER_SUBSCRIBES,
        SUBSCRIBES_TWICE,
        CANCEL_THROWS,
        SIGNALS_AFTER_CANCEL,
        UNASKED_ITEMS,
        SUBSCRIBE_THROWS,
        NULL_SUBSCRIPTION,
        TWO_ENDS,
        REQUEST_THROWS,
        NULL_ERROR
    }

    private final HandlerUse use;
    private final CoursePublisher orderly;
    private final Breach breach;

    UnrulyPublisher(HandlerUse use) {
        SplittableRandom random = new SplittableRandom(use.plan.seed());
        this.use = use;
        this.orderly = new CoursePublisher(use, random.nextBoolean());
        this.breach = Breach.values()[random.nextInt(Breach.values().length)];
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Item> subscriber) {
        switch (breach) {
            case NEVER_SUBSCRIBES -> {}
            case SUBSCRIBES_TWICE -> {
                orderly.subscribe(subscriber);
                use.opens();
                subscriber.onSubscribe(new Second());
            }
            case SUBSCRIBE_THROWS -> {
                orderly.subscribe(subscriber);
                throw new IllegalStateException("subscribed, and failed");
            }
            case NULL_SUBSCRIPTION -> subscriber.onSubscribe(null);
            default -> orderly.subscribe(new Broken(subscriber));
        }
    }

    /** One that nobody must see. */
    private Item foreign() {
        return new Item(-1, use);
    }

    private final class Second implements Flow.Subscription {

        private final AtomicBoolean over = new AtomicBoolean();

        @Override
        public void request(long items) {}

        @Override
        public void cancel() {
            if (over.compareAndSet(false, true)) {
                use.unsubscribed();
            }
        }
    }

    private final class Broken implements Flow.Subscriber<Item> {

        private final Flow.Subscriber<? super Item> to;

        Broken(Flow.Subscriber<? super Item> to) {
            this.to = to;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            to.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long items) {
                    if (breach == Breach.REQUEST_THROWS) {
                        throw new IllegalStateException("cannot be asked");
                    }
                    given.request(breach == Breach.UNASKED_ITEMS ? Long.MAX_VALUE : items);
                }

                @Override
                public void cancel() {
                    given.cancel();
                    if (breach == Breach.CANCEL_THROWS) {
                        throw new IllegalStateException("cannot be cancelled");
                    }
                    if (breach == Breach.SIGNALS_AFTER_CANCEL) {
                        to.onNext(foreign());
                        to.onError(new IllegalStateException("after cancel"));
                        to.onComplete();
                    }
                }
            });
        }

        @Override
        public void onNext(Item item) {
            to.onNext(item);
        }

        @Override
        public void onError(Throwable failure) {
            to.onError(breach == Breach.NULL_ERROR ? null : failure);
            again();
        }

        @Override
        public void onComplete() {
            if (breach == Breach.NULL_ERROR) {
                to.onError(null);
            } else {
                to.onComplete();
                again();
            }
        }

        private void again() {
            if (breach == Breach.TWO_ENDS) {
                to.onNext(foreign());
                to.onError(new IllegalStateException("after the end"));
                to.onComplete();
            }
        }
    }
}
