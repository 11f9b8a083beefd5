package org.cqrsjakarta.internal.stream.exerciser;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes the items of a handler on demand, as the rules have it: where it is asked, or on a thread of its own. */
final class CoursePublisher implements Flow.Publisher<Item> {

    private final HandlerUse use;
    private final boolean here;

    CoursePublisher(HandlerUse use, boolean here) {
        this.use = use;
        this.here = here;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Item> subscriber) {
        use.opens();
        subscriber.onSubscribe(new Subscribed(subscriber));
    }

    private final class Subscribed implements Flow.Subscription {

        private final Flow.Subscriber<? super Item> subscriber;
        private final Course course = new Course(use, here);
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile Thread publishing;

        Subscribed(Flow.Subscriber<? super Item> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long items) {
            demand.updateAndGet(before -> before + items < 0 ? Long.MAX_VALUE : before + items);
            if (requests.getAndIncrement() > 0) {
                return;
            }
            if (here) {
                publish();
            } else {
                use.round().start("publisher", this::publishApart);
            }
        }

        private void publishApart() {
            publishing = Thread.currentThread();
            try {
                if (!over.get()) {
                    publish();
                }
            } finally {
                publishing = null;
            }
        }

        private void publish() {
            int seen = 1;
            do {
                while (demand.get() > 0 && !over.get()) {
                    publishOne();
                }
                seen = requests.addAndGet(-seen);
            } while (seen != 0);
        }

        private void publishOne() {
            boolean more;
            try {
                more = course.advance(subscriber::onNext);
            } catch (Throwable e) {
                if (end()) {
                    subscriber.onError(e);
                }
                return;
            }
            demand.decrementAndGet();
            if (!more && end()) {
                subscriber.onComplete();
            }
        }

        private boolean end() {
            boolean first = over.compareAndSet(false, true);
            if (first) {
                use.unsubscribed();
            }
            return first;
        }

        @Override
        public void cancel() {
            end();
            Thread other = publishing;
            if (other != null && other != Thread.currentThread()) {
                other.interrupt();
            }
        }
    }
}
