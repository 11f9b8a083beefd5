package org.cqrsjakarta.testkit;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.cqrsjakarta.testkit.Script.Fail;
import org.cqrsjakarta.testkit.Script.Give;
import org.cqrsjakarta.testkit.Script.Move;
import org.jspecify.annotations.Nullable;

/** Publishes a performance by the rules of Reactive Streams 1.0.4: one signal at a time, no item that was not asked for. */
final class ScriptedSubscription<R> implements Flow.Subscription {

    private final Performance<R> performance;
    private final Flow.Subscriber<? super R> subscriber;
    private final AtomicLong demand = new AtomicLong();

    /** How often somebody wanted to signal; whoever finds 0 does it for all who come while it is at it. */
    private final AtomicInteger turns = new AtomicInteger();

    private volatile @Nullable Throwable wrongRequest;

    ScriptedSubscription(Performance<R> performance, Flow.Subscriber<? super R> subscriber) {
        this.performance = performance;
        this.subscriber = subscriber;
    }

    @Override
    public void request(long more) {
        if (more > 0) {
            demand.accumulateAndGet(more, (before, added) -> before + added < 0 ? Long.MAX_VALUE : before + added);
        } else {
            // Rule 3.9.
            wrongRequest = new IllegalArgumentException("request(" + more + "), allowed: 1 or more");
        }
        signal();
    }

    @Override
    public void cancel() {
        performance.close();
    }

    private void signal() {
        int turn = turns.getAndIncrement() == 0 ? 1 : 0;
        while (turn != 0) {
            while (!performance.isClosed() && signalNext()) {
                // Until what comes next has to wait.
            }
            turn = turns.addAndGet(-turn);
        }
    }

    /** Goes on by one move; gives {@code false} if that has to wait, or was the last. */
    private boolean signalNext() {
        Throwable wrong = wrongRequest;
        Move<R> move = performance.peek();
        if (wrong != null) {
            return fail(wrong);
        }
        if (move instanceof Fail<R> fail) {
            return fail(fail.failure());
        }
        if (move == null) {
            performance.close();
            subscriber.onComplete();
            return false;
        }
        if (!(move instanceof Give<R> give)) {
            return !performance.stalls(this::signal);
        }
        if (demand.get() == 0) {
            return false;
        }
        demand.decrementAndGet();
        performance.advance();
        subscriber.onNext(give.item());
        return true;
    }

    private boolean fail(Throwable failure) {
        performance.close();
        subscriber.onError(failure);
        return false;
    }
}
